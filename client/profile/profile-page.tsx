import type { Session } from "../api-types.js";
import { choicesOf } from "../enrol/choices.js";
import { useElevationTexts } from "../strings/elevation.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { Page, StepHeading } from "../ui/page.js";
import { mayOrder } from "../ui/preferred-order.js";
import { ActivityCard } from "./activity-card.js";
import { AppCard } from "./app-card.js";
import { countActive, type Holdings, holdingsOf } from "./credentials.js";
import { DevicesCard } from "./devices-card.js";
import { DisableCard } from "./disable-card.js";
import { GraceNote } from "./grace-note.js";
import { HeaderActions } from "./header-actions.js";
import { KeysCard } from "./keys-card.js";
import { LockBar } from "./lock-bar.js";
import { OrderCard } from "./order-card.js";
import { PasswordCard } from "./password-card.js";
import { useProfile } from "./profile-context.js";
import { RecoveryCard } from "./recovery-card.js";
import { Section } from "./section.js";
import { SessionsCard } from "./sessions-card.js";
import { returnAddress } from "./start.js";
import { showsTokens, TokensCard } from "./tokens-card.js";

/** ProfilePageProps: `asLoaded` where it is the first thing shown; `onOnboard` begins onboarding for a person who has put it off. */
export interface ProfilePageProps {
  readonly session: Session;
  readonly asLoaded: boolean;
  readonly onOnboard: () => void;
}

/** ProfilePage is the security profile: everything to see at once, changes behind the lock. */
export function ProfilePage({ session, asLoaded, onOnboard }: ProfilePageProps) {
  const texts = useProfileTexts();
  const elevation = useElevationTexts();
  const { user, rules, unlocked, say } = useProfile();
  const choices = choicesOf(rules);
  const holdings = holdingsOf(user);
  const protectedBy = useSummary(holdings);
  const some = countActive(user) > 0;
  return (
    <Page
      actions={
        <HeaderActions
          username={user.username}
          back={returnAddress()}
          administers={session.roles.length > 0}
        />
      }
    >
      <div class="profile">
        <div class="stack-tight">
          <StepHeading quietAtFirst={asLoaded}>{texts.title}</StepHeading>
          <p class="soft">{some ? texts.summary.some(protectedBy) : texts.summary.none}</p>
        </div>
        <LockBar session={session} onUnlock={() => unlocked(() => say(elevation.done))} />
        {!some && (
          <Section title={texts.start.title} lead={texts.start.lead}>
            <p>{texts.start.empty}</p>
            <GraceNote />
            <div>
              <Button type="button" onClick={onOnboard}>
                {texts.start.action}
              </Button>
            </div>
          </Section>
        )}
        {some && (
          <>
            {(holdings.app ?? choices.includes("app")) && <AppCard holdings={holdings} />}
            {(holdings.keys.length > 0 || choices.includes("key")) && <KeysCard holdings={holdings} />}
          </>
        )}
        {showsTokens(holdings, rules) && <TokensCard holdings={holdings} />}
        {some && <RecoveryCard holdings={holdings} />}
        {mayOrder(rules.offered) && <OrderCard />}
        {user.hasPassword && <PasswordCard />}
        {user.directory && (
          <Section title={texts.password.title} lead={texts.password.lead}>
            <p>{texts.password.inDirectory}</p>
          </Section>
        )}
        <DevicesCard sessionKey={session.csrfToken} />
        <SessionsCard sessionKey={session.csrfToken} />
        <ActivityCard sessionKey={session.csrfToken} />
        {some && <DisableCard />}
      </div>
    </Page>
  );
}

/** What protects the sign-in now, in words. */
function useSummary({ app, keys, tokens }: Holdings): readonly string[] {
  const { summary } = useProfileTexts();
  const active = (credentials: Holdings["keys"]) =>
    credentials.filter(({ state }) => state === "active").length;
  const parts: string[] = [];
  if (app?.state === "active") parts.push(summary.app);
  if (active(keys) > 0) parts.push(summary.keys(active(keys)));
  if (active(tokens) > 0) parts.push(summary.tokens(active(tokens)));
  return parts;
}
