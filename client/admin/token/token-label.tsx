import { encode } from "uqr";
import type { Token } from "../../api-token-types.js";
import { useAdminTexts } from "../../strings/admin.js";
import { useTokenTexts } from "../../strings/token.js";
import { Button } from "../../ui/button.js";

/** TokenLabel shows a label to print: the serial number in letters and as a QR code for a scanner, nothing secret. */
export function TokenLabel({ token }: { readonly token: Token }) {
  const texts = useTokenTexts().label;
  const { types } = useAdminTexts();
  const { serial, type, manufacturer, model, username } = token;
  return (
    <section class="card stack label-card" aria-labelledby="label">
      <div class="stack-tight no-print">
        <h2 id="label">{texts.title}</h2>
        <p class="soft">{texts.lead}</p>
      </div>
      <div class="label">
        <QrCode text={serial} name={texts.qr(serial)} />
        <div class="label-words">
          <strong class="label-serial">{serial}</strong>
          <span>{[manufacturer, model].filter(Boolean).join(" ") || types[type]}</span>
          {username !== undefined && (
            <span>
              {texts.for} <strong>{username}</strong>
            </span>
          )}
        </div>
      </div>
      <div class="no-print">
        <Button look="secondary" onClick={() => window.print()}>
          {texts.print}
        </Button>
      </div>
    </section>
  );
}

function QrCode({ text, name }: { readonly text: string; readonly name: string }) {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const dark = data.flatMap((line, y) => line.flatMap((on, x) => (on ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg class="label-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name}>
      <path d={dark.join("")} />
    </svg>
  );
}
