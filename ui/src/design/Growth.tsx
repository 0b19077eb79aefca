// Owns the bamboo that grows: one internode for each stage, and the five small ones of a draft.
// Refuses a spinner: there is always a number.
import { type CSSProperties, Fragment } from "react";

interface Props {
  label: string;
  spoken: string;
  /** whole work, 0..1 */
  fraction: number;
  /** how full each internode is, 0..1 */
  parts: number[];
}

export function Growth({ label, spoken, fraction, parts }: Props) {
  return (
    <div
      className="bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(fraction * 100)}
      aria-valuetext={spoken}
    >
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index > 0 ? <i className={part > 0 ? "on" : ""} /> : null}
          <span style={{ "--at": `${Math.round(part * 100)}%` } as CSSProperties} />
        </Fragment>
      ))}
    </div>
  );
}

/** Five small internodes; `at` counts from 0, -1 for none. */
export function Mini({ at }: { at: number }) {
  return (
    <span className="mini" aria-hidden="true">
      {[0, 1, 2, 3, 4].map((n) => (
        <i key={n} className={n < at ? "on" : n === at ? "at" : ""} />
      ))}
    </span>
  );
}
