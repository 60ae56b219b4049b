import { useProfileTexts } from "../strings/profile.js";
import { PreferredOrder } from "../ui/preferred-order.js";
import { useProfile } from "./profile-context.js";
import { Section } from "./section.js";

/** OrderCard is the person's own order of factors at sign-in. */
export function OrderCard() {
  const own = useProfileTexts().order;
  const { user, rules, unlocked, refresh, say } = useProfile();
  return (
    <Section title={own.title} lead={own.lead}>
      <PreferredOrder
        username={user.username}
        offered={rules.offered}
        preferred={user.preferredFactors.length > 0}
        unlocked={unlocked}
        onSaved={async (preferred) => {
          await refresh();
          say(preferred ? own.saved : own.reset);
        }}
      />
    </Section>
  );
}
