// Owns "Nghe trang này": the page's main text read aloud by a voice of this computer.
// Refuses to appear when there is no voice for the language.
import { Square, Volume2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../design/Button";
import { m } from "../paraglide/messages.js";
import { language, tag } from "../words/language";
import { synth, useVoice } from "./voice";

/** Headings, sentences and what stands in the text fields, in reading order. */
function pageText(): string {
  const root = document.querySelector("main");
  if (!root) return "";
  const lines: string[] = [];
  for (const element of root.querySelectorAll<HTMLElement>("h1,h2,h3,p,legend,label,dt,dd,textarea,.btn")) {
    if (element.closest("[aria-hidden=true]") || element.offsetParent === null) continue;
    const text = element instanceof HTMLTextAreaElement ? element.value : element.innerText;
    if (text.trim()) lines.push(text.trim());
  }
  return lines.join(". ");
}

export function Listen({ className }: { className?: string }) {
  const own = useVoice(language());
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => () => synth()?.cancel(), []);
  if (!own) return null;
  const toggle = () => {
    const engine = synth();
    if (!engine) return;
    engine.cancel();
    if (speaking) {
      setSpeaking(false);
      return;
    }
    const words = new SpeechSynthesisUtterance(pageText());
    words.lang = tag();
    words.voice = own;
    words.onend = () => setSpeaking(false);
    words.onerror = () => setSpeaking(false);
    engine.speak(words);
    setSpeaking(true);
  };
  return (
    <Button look="bare" icon={speaking ? Square : Volume2} {...(className ? { className } : {})} onClick={toggle} testId="listen">
      {speaking ? m.listen_stop() : m.listen_page()}
    </Button>
  );
}
