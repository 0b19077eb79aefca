// Owns the first moment: host, settings, first drawing. Refuses everything that comes after.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { giveAriaWords } from "./app/ariaWords";
import { wear } from "./app/wear";
import { keepFocusInSight } from "./design/sight";
import "./design/index.css";
import { chooseHost } from "./ipc/choose";

giveAriaWords();
keepFocusInSight();
const host = await chooseHost();
const settings = await host.getSettings();
wear(settings);
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App host={host} first={settings} />
    </StrictMode>,
  );
}
