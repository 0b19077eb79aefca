// Owns what is said aloud without moving the focus. Refuses to draw: app/LiveRegions listens.
export type Urgency = "polite" | "assertive";
type Listener = (text: string, urgency: Urgency) => void;

const listeners = new Set<Listener>();

export function announce(text: string, urgency: Urgency = "polite"): void {
  for (const listener of listeners) listener(text, urgency);
}

export function onAnnounce(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
