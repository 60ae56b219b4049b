import { sendTestMail } from "../api-checklist.js";
import type { User } from "../api-types.js";
import { useAdminTexts } from "../strings/admin.js";
import { Button } from "../ui/button.js";
import { Outcome } from "../ui/outcome.js";
import { useAction } from "../ui/use-action.js";
import { useAdmin } from "./admin-context.js";
import { Link } from "./link.js";
import { pathOf } from "./route.js";

/** TestMailProps: `serverNamed` says whether there is a mail server to try. */
export interface TestMailProps {
  readonly user: User;
  readonly serverNamed: boolean;
  readonly onSent: () => void;
}

/** TestMail sends a letter to the administrator who presses it, to see that letters arrive. */
export function TestMail({ user, serverNamed, onSent }: TestMailProps) {
  const texts = useAdminTexts().checklist;
  const { unlocked, say } = useAdmin();
  const action = useAction();
  const { email } = user;
  if (!serverNamed) return <span class="soft">{texts.testMailFirst}</span>;
  if (!email) return <Link to={pathOf({ at: "user", username: user.username })}>{texts.noAddress}</Link>;
  const submit = () =>
    action.run(async () => {
      await sendTestMail();
      say(texts.testMailSent);
      onSent();
    });
  return (
    <div class="stack-tight">
      <p class="soft">{texts.testMailTo(email)}</p>
      <Outcome action={action} own={{ unavailable: texts.testMailRefused }} />
      <div class="row">
        <Button look="secondary" busy={action.busy} onClick={() => unlocked(submit)}>
          {texts.testMail}
        </Button>
      </div>
    </div>
  );
}
