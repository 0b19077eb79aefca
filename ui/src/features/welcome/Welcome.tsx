// Owns the first minute: language, size, theme, seen at once. Refuses to ask for an account or the network.
import { ArrowRight, Lock } from "lucide-react";
import { Button } from "../../design/Button";
import { GroveTall } from "../../design/Grove";
import { Icon } from "../../design/Icon";
import { Logo } from "../../design/Logo";
import { Listen } from "../../desk/Listen";
import { Preferences } from "../../desk/Preferences";
import { m } from "../../paraglide/messages.js";
import type { Settings } from "../../ipc/bindings";

interface Props {
  settings: Settings;
  onChange: (settings: Settings) => void;
  onDone: () => void;
}

export function Welcome({ settings, onChange, onDone }: Props) {
  return (
    <div className="first">
      <div className="art">
        <GroveTall />
      </div>
      <main className="form" data-region="main" data-page="welcome">
        <header>
          <p className="brandline">
            <Logo size={44} />
            {m.brand_full()}
          </p>
          <Listen />
        </header>
        <h1 tabIndex={-1}>{m.welcome_h1()}</h1>
        <p className="soft">{m.welcome_later()}</p>
        <Preferences settings={settings} onChange={onChange} />
        <footer>
          <p className="soft small">
            <Icon of={Lock} />
            {m.welcome_offline()}
          </p>
          <Button look="main" big after={ArrowRight} onClick={onDone} testId="welcome-done">
            {m.welcome_done()}
          </Button>
        </footer>
      </main>
    </div>
  );
}
