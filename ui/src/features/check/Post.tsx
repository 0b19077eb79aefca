// Owns the text posted beside the film. Refuses to post it.
import { useDesk } from "../../desk/desk";
import { useTyped } from "../../desk/useTyped";
import { m } from "../../paraglide/messages.js";

export function Post() {
  const desk = useDesk();
  const { field } = useTyped(desk.view.draft.post, async (post) => (await desk.edit({ edit: "set-post", post })) !== null);
  return (
    <section className="card">
      <label htmlFor="post-text">
        {m.post_label()}
      </label>
      <p className="help" id="post-help">
        {m.post_help()}
      </p>
      <textarea id="post-text" rows={3} {...field} aria-describedby="post-help" data-testid="post-text" />
    </section>
  );
}
