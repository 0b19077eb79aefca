// Owns the three choices of how the window looks: language, size, theme. Refuses to store them.
import { ALargeSmall, Contrast, Languages } from "lucide-react";
import { Pick } from "../design/Pick";
import { m } from "../paraglide/messages.js";
import type { Language, Settings, TextSize, Theme } from "../ipc/bindings";

// Each language is named in itself.
const languages: { value: Language; words: string; lang: string }[] = [
  { value: "vi", words: "Tiếng Việt", lang: "vi" },
  { value: "en", words: "English", lang: "en" },
  { value: "fr", words: "Français", lang: "fr" },
];

export function Preferences({ settings, onChange }: { settings: Settings; onChange: (settings: Settings) => void }) {
  const sizes: [TextSize, string][] = [["normal", m.size_normal()], ["large", m.size_large()], ["huge", m.size_huge()]];
  const themes: [Theme, string][] = [["light", m.theme_light()], ["dark", m.theme_dark()], ["contrast", m.theme_contrast()]];
  return (
    <div className="prefs">
      <Pick legend={m.language_label()} icon={Languages} value={settings.language} testId="language" choices={languages} onPick={(language) => onChange({ ...settings, language })} />
      <Pick
        legend={m.size_label()}
        icon={ALargeSmall}
        value={settings.text_size}
        testId="size"
        choices={sizes.map(([value, words]) => ({ value, words: <b className={`sz-${value}`}>{words}</b> }))}
        onPick={(text_size) => onChange({ ...settings, text_size })}
      />
      <Pick
        legend={m.theme_label()}
        icon={Contrast}
        value={settings.theme}
        testId="theme"
        choices={themes.map(([value, words]) => ({ value, words: <b>{words}</b>, className: `sw-${value}` }))}
        onPick={(theme) => onChange({ ...settings, theme })}
      />
    </div>
  );
}
