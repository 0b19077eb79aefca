// Owns one model that can be fetched: what it is good at, what it costs this computer, its acts. Refuses figures without words.
import { Download, Trash2, X } from "lucide-react";
import { Button } from "../../design/Button";
import { Say, Tag } from "../../design/Say";
import { m } from "../../paraglide/messages.js";
import type { Doubt, Offer } from "../../ipc/bindings";
import { longLength, size } from "../../words/amounts";
import { tag } from "../../words/language";
import { Fetching } from "./Fetching";
import type { Models } from "./useModels";

interface Props {
  offer: Offer;
  /** the same model in other formats, where they have no row of their own */
  others: Offer[];
  advised: boolean;
  models: Models;
  onRemove: () => void;
}

const figure = (value: number): string => new Intl.NumberFormat(tag(), { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
const left = (offer: Offer): string => size(Math.max(0, offer.fetch_bytes - offer.kept_bytes));
const doubt = (one: Doubt): string => ({ addresses: m.shelf_doubt_addresses, checksum: m.shelf_doubt_checksum, licence: m.shelf_doubt_licence })[one]();

export function OfferRow({ offer, others, advised, models, onRemove }: Props) {
  const name = `${offer.name} ${offer.format}`;
  const doing = models.fetching.get(offer.id);
  const begun = offer.kept_bytes > 0;
  const state = models.whole.get(offer.id);
  return (
    <li className="card offer" data-testid={`offer-${offer.id}`}>
      <div className="what">
        <div className="row">
          <h3>{offer.name}</h3>
          {advised ? <Tag level="good">{m.shelf_advised()}</Tag> : null}
        </div>
        <p>{offer.good_at}</p>
        <p className="soft">{told(offer).join(" ")}</p>
        {offer.fits ? null : <Say level="warn">{m.shelf_too_large({ size: size(offer.memory_bytes) })}</Say>}
        {offer.installed ? <Say level={state === false ? "block" : "good"}>{state === undefined ? m.shelf_here_tag() : state ? m.shelf_whole() : m.shelf_broken()}</Say> : null}
      </div>
      {doing ? (
        <Fetching title={m.shelf_fetching({ name })} doing={doing} resumes onStop={() => models.stop(doing.job)} />
      ) : offer.installed ? (
        <Button look="stop" icon={Trash2} onClick={onRemove} testId={`remove-${offer.id}`}>
          {m.shelf_remove()}
          <span className="hidden"> {name}</span>
        </Button>
      ) : (
        <div className="row">
          <Button look={advised ? "main" : "plain"} icon={Download} onClick={() => void models.fetch(offer)} testId={`fetch-${offer.id}`}>
            {begun ? m.shelf_resume({ size: left(offer) }) : m.shelf_fetch({ size: left(offer) })}
            <span className="hidden"> {name}</span>
          </Button>
          {begun ? (
            <Button icon={X} onClick={() => void models.discard(offer)} testId={`discard-${offer.id}`}>
              {m.shelf_discard()}
              <span className="hidden"> {name}</span>
            </Button>
          ) : null}
        </div>
      )}
      <Details offer={offer} others={others} models={models} />
    </li>
  );
}

/** What the figures of a model mean, a sentence each. */
function told(offer: Offer): string[] {
  const time = offer.minutes === null ? null : longLength(Math.max(1, Math.round(offer.minutes * 60)) * 1e6);
  return [
    offer.wer === null ? null : m.shelf_wer({ n: figure(offer.wer) }),
    time === null ? null : offer.measured ? m.shelf_minutes_own({ time }) : m.shelf_minutes({ time }),
  ].filter((line) => line !== null);
}

function Details({ offer, others, models }: Pick<Props, "offer" | "others" | "models">) {
  const lines = [
    m.shelf_memory({ size: size(offer.memory_bytes) }),
    m.shelf_disk({ format: offer.format, size: size(offer.installed_bytes) }),
    offer.wer_source === null ? null : m.shelf_wer_source({ source: offer.wer_source }),
    m.shelf_licence({ licence: offer.licence, source: offer.licence_source }),
    ...(offer.installed ? [] : offer.doubts.map(doubt)),
  ];
  return (
    <details className="more-looks">
      <summary>
        {m.shelf_details()}
        <span className="hidden"> {offer.name}</span>
      </summary>
      <ul className="small">{lines.map((line) => (line === null ? null : <li key={line}>{line}</li>))}</ul>
      {others.length > 0 ? (
        <div className="row">
          {others.map((other) => (
            <Button key={other.id} icon={Download} onClick={() => void models.fetch(other)} testId={`fetch-${other.id}`}>
              {m.shelf_format({ format: other.format, size: left(other) })}
              <span className="hidden"> {other.name}</span>
            </Button>
          ))}
        </div>
      ) : null}
    </details>
  );
}
