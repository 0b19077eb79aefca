// Owns the head of a room: its name, the film's name, at most two acts, and listening.
// Refuses the content of the room.
import { PenLine, Redo2, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Ask, Sure } from "../design/Ask";
import { More } from "../design/More";
import { m } from "../paraglide/messages.js";
import { editName } from "../words/undo";
import { useDesk } from "./desk";
import { Listen } from "./Listen";

export function RoomHead({ title, children }: { title: string; children?: ReactNode }) {
  const desk = useDesk();
  const [asking, setAsking] = useState<"name" | "remove" | null>(null);
  const { redo, draft } = desk.view;
  const close = () => setAsking(null);
  return (
    <div className="head">
      <h1 tabIndex={-1} data-testid="room-title">
        {title}
      </h1>
      <p className="of">{draft.title}</p>
      <div className="push">
        {children}
        <More
          testId="film-more"
          items={[
            { id: "rename", words: m.rename_film(), icon: PenLine, act: () => setAsking("name") },
            { id: "redo", words: redo ? m.redo_of({ what: editName(redo) }) : m.redo_none(), icon: Redo2, off: !redo, act: () => void desk.act(() => desk.host.redo(desk.view.id)) },
            { id: "remove", words: m.remove_film(), icon: Trash2, stop: true, act: () => setAsking("remove") },
          ]}
        >
          {m.more()}
          <span className="hidden"> {m.more_film()}</span>
        </More>
        <Listen />
      </div>
      {asking === "name" ? (
        <Ask title={m.rename_film()} label={m.film_name()} initial={draft.title} confirm={m.save_name()} cancel={m.cancel()} onDone={desk.rename} onClose={close} />
      ) : null}
      {asking === "remove" ? (
        <Sure title={m.remove_film()} text={m.remove_film_text({ title: draft.title })} confirm={m.remove_film_yes()} cancel={m.cancel()} onDone={desk.remove} onClose={close} />
      ) : null}
    </div>
  );
}
