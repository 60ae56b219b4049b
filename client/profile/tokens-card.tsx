import { useProfileTexts } from "../strings/profile.js";
import { Facts, Since } from "../ui/facts.js";
import type { Holdings } from "./credentials.js";
import { LastUsed, Suspended } from "./facts.js";
import { Section } from "./section.js";

/** TokensCard shows the hardware tokens that an administrator assigned. There is nothing to change here. */
export function TokensCard({ holdings: { tokens } }: { readonly holdings: Holdings }) {
  const texts = useProfileTexts();
  const own = texts.tokens;
  return (
    <Section title={own.title} lead={own.lead}>
      {tokens.length === 0 ? (
        <p>{own.empty}</p>
      ) : (
        <>
          <ul class="items" aria-label={own.title}>
            {tokens.map(({ id, name, state, token, createdAt, lastUsedAt }) => (
              <li class="item" key={id}>
                <div class="item-words">
                  <h3>
                    {token?.model ?? name} <Suspended state={state} />
                  </h3>
                  <Facts>
                    {token && (
                      <li>
                        {own.serial} <code>{token.serial}</code>
                      </li>
                    )}
                    <Since label={texts.added} at={createdAt} />
                    <LastUsed at={lastUsedAt} />
                  </Facts>
                </div>
              </li>
            ))}
          </ul>
          <p class="soft">{own.lost}</p>
        </>
      )}
    </Section>
  );
}
