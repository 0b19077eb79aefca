// Owns one note on the script: how the take differs, both versions, and the acts that answer it.
// Refuses to decide, and to say where it stands.
import { Check, FilePenLine, Mic, Play, Scissors } from "lucide-react";
import { Button } from "../../design/Button";
import { Say } from "../../design/Say";
import type { Film } from "../../film/film";
import { m } from "../../paraglide/messages.js";
import { at } from "../../words/amounts";
import { heardWords, type Note } from "./marks";
import type { MarkActs } from "./useMarkActs";

interface Props {
  note: Note;
  /** before the words: which caption, where that is not plain */
  lead?: string;
  film: Film;
  marks: MarkActs;
  /** after an act that was done */
  onDone: () => void;
  /** begins the test ids */
  name: string;
}

function words({ kind, script, heard, range, again }: { kind: Note["kind"]; script: string; heard: string; range: number; again: number | null }): string {
  switch (kind) {
    case "differs": return m.note_differs();
    case "unscripted": return m.note_unscripted({ text: heard });
    case "skipped": return m.note_skipped({ text: script });
    case "repeated": return again === null ? m.note_repeated_once({ text: script, from: at(range) }) : m.note_repeated({ text: script, from: at(range), again: at(again) });
  }
}

export function NoteView({ note, lead = "", film, marks, onDone, name }: Props) {
  const heard = heardWords(note.heard);
  const then = (act: Promise<boolean>) => void act.then((done) => done && onDone());
  const of = <span className="hidden"> {m.quoted({ text: note.script || heard })}</span>;
  return (
    <>
      <Say level="warn">{lead + words({ kind: note.kind, script: note.script, heard, range: note.range.start_us, again: note.again?.start_us ?? null })}</Say>
      {note.kind === "differs" ? (
        <dl className="swap">
          <div>
            <dt>{m.note_script()}</dt>
            <dd>{m.quoted({ text: note.script })}</dd>
          </div>
          <div>
            <dt>{m.note_heard()}</dt>
            <dd>{heard === "" ? m.note_heard_none() : m.quoted({ text: heard })}</dd>
          </div>
        </dl>
      ) : null}
      <div className="row">
        <Button look="soft" icon={Play} onClick={() => film.play([note.range])} testId={`${name}-hear`}>
          {note.kind === "repeated" ? m.hear_first() : m.hear()}
          {of}
        </Button>
        {note.again ? (
          <Button look="soft" icon={Play} onClick={() => note.again && film.play([note.again])} testId={`${name}-hear-again`}>
            {m.hear_again()}
            {of}
          </Button>
        ) : null}
        {note.kind === "repeated" ? (
          <Button icon={Scissors} onClick={() => then(marks.keepLast(note))} testId={`${name}-last`}>
            {m.note_keep_last()}
            {of}
          </Button>
        ) : null}
        {note.kind === "differs" && heard !== "" ? (
          <Button icon={Mic} onClick={() => then(marks.spoken(note))} testId={`${name}-spoken`}>
            {m.note_take_spoken()}
            {of}
          </Button>
        ) : null}
        <Button icon={note.kind === "differs" ? FilePenLine : Check} onClick={() => then(marks.leave(note))} testId={`${name}-leave`}>
          {note.kind === "differs" ? m.note_keep_script() : note.kind === "repeated" ? m.note_keep_both() : m.note_seen()}
          {of}
        </Button>
      </div>
    </>
  );
}
