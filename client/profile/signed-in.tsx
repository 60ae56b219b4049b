import { useCallback, useRef, useState } from "preact/hooks";
import { readRules } from "../api-rules.js";
import { currentSession } from "../api-session.js";
import { readUser } from "../api-user.js";
import { UnlockDialog } from "../elevation/unlock-dialog.js";
import { useElevation } from "../elevation/use-elevation.js";
import { useKeptLanguage } from "../ui/use-kept-language.js";
import { useSaid } from "../ui/use-said.js";
import { countActive } from "./credentials.js";
import { Onboarding } from "./onboarding.js";
import { ProfileContext } from "./profile-context.js";
import { ProfilePage } from "./profile-page.js";
import type { Opened } from "./start.js";

/**
 * SignedIn is the signed-in person's page: onboarding while there is no second factor, else the profile. Who
 * need not enrol can put onboarding off. The unlock dialog belongs to both.
 */
export function SignedIn({ opened }: { readonly opened: Opened }) {
  const [user, setUser] = useState(opened.user);
  const [rules, setRules] = useState(opened.rules);
  const [mustEnrol, setMustEnrol] = useState(opened.mustEnrol);
  const [onboarding, setOnboarding] = useState(countActive(opened.user) === 0);
  const wasOnboarding = useRef(false);
  wasOnboarding.current ||= onboarding;
  const [said, say] = useSaid();
  const elevation = useElevation(opened.session);
  const { username } = opened.session;
  useKeptLanguage(opened.user.language);

  const read = useCallback(async () => {
    const [fresh, held] = await Promise.all([readUser(username), readRules(username)]);
    setUser(fresh);
    setRules(held);
    return fresh;
  }, [username]);
  const refresh = useCallback(async () => {
    if (countActive(await read()) === 0) setOnboarding(true);
  }, [read]);

  return (
    <ProfileContext.Provider value={{ user, rules, unlocked: elevation.unlocked, refresh, say }}>
      {onboarding ? (
        <Onboarding
          mayPutOff={!mustEnrol}
          onPutOff={() => setOnboarding(false)}
          onDone={async () => {
            setMustEnrol(false);
            // Being unlocked by the password alone has ended with the first factor.
            elevation.adopt(await currentSession());
            await read();
            setOnboarding(false);
          }}
        />
      ) : (
        <ProfilePage
          session={elevation.session}
          asLoaded={!wasOnboarding.current}
          onOnboard={() => setOnboarding(true)}
        />
      )}
      <div class={said === "" ? "toast toast-empty" : "toast"} role="status">
        {said}
      </div>
      {elevation.asking && (
        <UnlockDialog username={username} onDone={elevation.done} onClose={elevation.giveUp} />
      )}
    </ProfileContext.Provider>
  );
}
