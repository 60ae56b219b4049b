import { useState } from "preact/hooks";
import { endBreakGlassCode, makeBreakGlassCode, readBreakGlassCode } from "../api-break-glass.js";
import { useAdminTexts } from "../strings/admin.js";
import { Button } from "../ui/button.js";
import { ConfirmDialog } from "../ui/confirm-dialog.js";
import { LoadState } from "../ui/load-state.js";
import { Time } from "../ui/time.js";
import { useLatest } from "../ui/use-latest.js";
import { useAdmin } from "./admin-context.js";
import { BreakGlassCodeDialog } from "./break-glass-code-dialog.js";

/** BreakGlassCard is an owner's break-glass code: whether there is one, a new one, and its end. */
export function BreakGlassCard({ username }: { readonly username: string }) {
  const texts = useAdminTexts().breakGlass;
  const { unlocked, say } = useAdmin();
  const [asking, setAsking] = useState<"make" | "end" | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const code = useLatest(() => readBreakGlassCode(username), []);
  const { value } = code;
  const ask = (what: "make" | "end") => unlocked(() => setAsking(what));
  return (
    <section class="card stack" aria-labelledby="break-glass">
      <div class="stack-tight">
        <h2 id="break-glass" tabIndex={-1}>
          {texts.title}
        </h2>
        <p class="soft">{texts.lead}</p>
      </div>
      <LoadState of={code} />
      {value && (
        <>
          <p>
            {value.createdAt === null ? (
              texts.none
            ) : (
              <>
                {texts.made} <Time at={value.createdAt} />
              </>
            )}
          </p>
          <div class="row">
            <Button look="secondary" onClick={() => ask("make")}>
              {value.createdAt === null ? texts.make : texts.renew}
            </Button>
            {value.createdAt !== null && (
              <Button look="quiet" onClick={() => ask("end")}>
                {texts.end}
              </Button>
            )}
          </div>
        </>
      )}
      {asking === "make" && (
        <ConfirmDialog
          title={texts.makeTitle}
          submit={texts.makeSubmit}
          danger={false}
          onClose={() => setAsking(null)}
          onConfirm={async () => {
            setMade(await makeBreakGlassCode(username));
            setAsking(null);
          }}
        >
          <p>{texts.makeLead}</p>
        </ConfirmDialog>
      )}
      {asking === "end" && (
        <ConfirmDialog
          title={texts.endTitle}
          submit={texts.endSubmit}
          onClose={() => setAsking(null)}
          onConfirm={async () => {
            await endBreakGlassCode(username);
            setAsking(null);
            code.reload();
            say(texts.ended);
          }}
        >
          <p>{texts.endLead}</p>
        </ConfirmDialog>
      )}
      {made !== null && (
        <BreakGlassCodeDialog
          code={made}
          username={username}
          onSaved={() => {
            setMade(null);
            code.reload();
            say(texts.done);
          }}
        />
      )}
    </section>
  );
}
