import type { ComponentChildren } from "preact";
import type { Token } from "../../api-token-types.js";
import { useAdminTexts } from "../../strings/admin.js";
import { useTokenTexts } from "../../strings/token.js";
import { Time } from "../../ui/time.js";

/** TokenFacts says what a token is and who has it. */
export function TokenFacts({ token }: { readonly token: Token }) {
  const { facts } = useTokenTexts();
  const { types } = useAdminTexts();
  const { type, digits, period, algorithm, publicId, manufacturer, model, username } = token;
  const codes =
    type === "yubico-otp"
      ? [facts.tap]
      : [facts.codes(digits), period === undefined ? facts.press : facts.each(period)];
  return (
    <section class="card stack no-print" aria-labelledby="facts">
      <h2 id="facts">{facts.title}</h2>
      <dl class="particulars">
        <Fact name={facts.user}>{username === undefined ? facts.nobody : <strong>{username}</strong>}</Fact>
        <Fact name={facts.maker}>{[manufacturer, model].filter(Boolean).join(" ") || facts.unknown}</Fact>
        <Fact name={facts.type}>
          {types[type]}: {codes.join(", ")}
        </Fact>
        {type === "yubico-otp" ? (
          <Fact name={facts.publicId}>
            <code>{publicId}</code>
          </Fact>
        ) : (
          <Fact name={facts.algorithm}>{algorithm}</Fact>
        )}
        <Fact name={facts.added}>
          <Time at={token.createdAt} />
          {token.importId !== undefined && `, ${facts.imported}`}
        </Fact>
        <Fact name={facts.changed}>
          <Time at={token.updatedAt} />
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
