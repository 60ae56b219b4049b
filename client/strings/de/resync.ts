import type { ResyncTexts } from "../en/resync.js";

/** Texts for finding a drifted token again, for administrators and for its user alike. */
export const resync: ResyncTexts = {
  title: "Neu synchronisieren",
  lead: "Werden richtige Codes abgelehnt, ist die Uhr oder der Zähler des Tokens weggelaufen. Mit zwei aufeinanderfolgenden Codes findet Latchkey es wieder.",
  action: "Neu synchronisieren",
  dialogTitle: (name) => `${name} neu synchronisieren`,
  how: {
    totp: "Geben Sie den Code ein, den das Token jetzt zeigt, warten Sie auf den nächsten, und geben Sie auch den ein.",
    hotp: "Drücken Sie den Knopf und geben Sie den Code ein, dann drücken Sie noch einmal und geben den nächsten ein.",
  },
  first: "Erster Code",
  second: "Zweiter Code",
  same: "Das ist zweimal derselbe Code. Warten Sie auf den nächsten.",
  wrong:
    "Diese beiden Codes folgen nicht aufeinander, sind nicht von diesem Token oder zu alt. Versuchen Sie es mit zwei frischen noch einmal.",
  conflict: "Nur ein Token, das in Gebrauch ist, kann neu synchronisiert werden.",
  done: "Das Token ist neu synchronisiert. Sein nächster Code gilt.",
};
