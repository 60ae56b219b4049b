import { useState } from "preact/hooks";
import type { Token, TokenMove } from "../../api-token-types.js";
import { moveToken, readToken } from "../../api-tokens.js";
import { ResyncDialog } from "../../resync/resync-dialog.js";
import { useResyncTexts } from "../../strings/resync.js";
import { useTokenTexts } from "../../strings/token.js";
import { Button } from "../../ui/button.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { mayChangeTokens, useAdmin } from "../admin-context.js";
import { allowedMoves, canResynchronise } from "./allowed.js";
import { AssignDialog } from "./assign-dialog.js";

/** TokenActionsProps: `onChanged` gets the token as it is after a change. */
export interface TokenActionsProps {
  readonly token: Token;
  readonly onChanged: (token: Token) => void;
}

/** These end or stop something; their button says so. */
const grave: readonly TokenMove[] = ["revoke", "lost", "unassign", "suspend"];

/** TokenActions offers what a token's state allows; whatever somebody would notice is asked for once more. */
export function TokenActions({ token, onChanged }: TokenActionsProps) {
  const texts = useTokenTexts();
  const resync = useResyncTexts();
  const { session, unlocked, say } = useAdmin();
  const [open, setOpen] = useState<TokenMove | "assign" | "resync" | null>(null);
  const ask = (what: typeof open) => unlocked(() => setOpen(what));
  const close = () => setOpen(null);
  const changed = (next: Token, done: string) => {
    close();
    onChanged(next);
    say(done);
  };
  const { serial, type, username = null } = token;
  const moves = allowedMoves(token);

  return (
    <section class="card stack no-print" aria-labelledby="actions">
      <h2 id="actions" tabIndex={-1}>
        {texts.actions.title}
      </h2>
      {!mayChangeTokens(session) ? (
        <p class="soft">{texts.actions.readOnly}</p>
      ) : (
        <>
          {token.state === "revoked" && <p class="soft">{texts.actions.final}</p>}
          {canResynchronise(token) && <p class="soft">{resync.lead}</p>}
          <div class="actions">
            {token.state === "in_stock" && (
              <Button type="button" onClick={() => ask("assign")}>
                {texts.assign.action}
              </Button>
            )}
            {canResynchronise(token) && (
              <Button look="secondary" onClick={() => ask("resync")}>
                {resync.action}
              </Button>
            )}
            {moves.map((move) => (
              <Button key={move} look={move === "revoke" ? "danger" : "secondary"} onClick={() => ask(move)}>
                {texts.moves[move].action}
              </Button>
            ))}
          </div>
        </>
      )}
      {open === "assign" && (
        <AssignDialog
          serial={serial}
          onClose={close}
          onDone={(next) => changed(next, texts.assign.done(next.username ?? ""))}
        />
      )}
      {open === "resync" && type !== "yubico-otp" && (
        <ResyncDialog
          serial={serial}
          name={serial}
          type={type}
          onClose={close}
          onDone={() => void readToken(serial).then((next) => changed(next, resync.done), close)}
        />
      )}
      {open !== null && open !== "assign" && open !== "resync" && (
        <ConfirmDialog
          title={texts.moves[open].ask(serial)}
          submit={texts.moves[open].submit}
          own={{ conflict: texts.actions.conflict, forbidden: texts.actions.forbidden }}
          danger={grave.includes(open)}
          onClose={() => {
            close();
            // After a refusal the state may be another than the page shows.
            void readToken(serial).then(onChanged, () => undefined);
          }}
          onConfirm={async () => changed(await moveToken(serial, open), texts.moves[open].done)}
        >
          <p>{texts.moves[open].lead(username)}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
