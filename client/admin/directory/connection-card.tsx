import { useState } from "preact/hooks";
import { type DirectoryConnection, type DirectoryStep, testDirectory } from "../../api-directory.js";
import { useDirectoryTexts } from "../../strings/directory.js";
import { Button } from "../../ui/button.js";
import { Notice } from "../../ui/notice.js";
import { Outcome } from "../../ui/outcome.js";
import { useAction } from "../../ui/use-action.js";
import { mayAdministerUsers, useAdmin } from "../admin-context.js";

/** ConnectionCard says how the directory is connected, and tries it step by step. */
export function ConnectionCard({ connection }: { readonly connection: DirectoryConnection }) {
  const texts = useDirectoryTexts().connection;
  const { session } = useAdmin();
  const action = useAction();
  const [steps, setSteps] = useState<readonly DirectoryStep[] | null>(null);
  const { url, security, userBase, userFilter, groups, create, syncMinutes } = connection;
  const facts: readonly (readonly [name: string, value: string])[] = [
    [texts.url, url],
    [texts.security, texts.securities[security]],
    [texts.userBase, userBase],
    [texts.userFilter, userFilter],
    [texts.groups, groups.map(({ group, dn }) => `${group}: ${dn}`).join("; ") || texts.noGroups],
    [texts.create, texts.creates[create]],
    [texts.every, texts.minutes(syncMinutes)],
  ];
  return (
    <section class="card stack" aria-labelledby="connection">
      <h2 id="connection">{texts.title}</h2>
      {security === "none" && <Notice tone="warning">{texts.insecure}</Notice>}
      <dl class="particulars">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Outcome action={action} />
      {steps && <Steps steps={steps} />}
      {mayAdministerUsers(session) && (
        <div>
          <Button
            look="secondary"
            busy={action.busy}
            onClick={() => action.run(async () => setSteps(await testDirectory()))}
          >
            {texts.test}
          </Button>
        </div>
      )}
    </section>
  );
}

function Steps({ steps }: { readonly steps: readonly DirectoryStep[] }) {
  const texts = useDirectoryTexts().connection;
  const works = steps.every(({ ok }) => ok);
  return (
    <div class="stack-tight">
      <Notice tone={works ? "info" : "danger"}>{works ? texts.passed : texts.broken}</Notice>
      <ol class="items items-close">
        {steps.map(({ step, ok, sentence }) => (
          <li class="item" key={sentence}>
            <div class="item-words stack-tight">
              <div class="row row-ends">
                <h3>{texts.steps[step]}</h3>
                <span class={ok ? "badge" : "badge badge-warning"}>{ok ? texts.right : texts.wrong}</span>
              </div>
              <p class="soft" lang="en">
                {sentence}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
