import type { AuditEntry } from "../../api-audit-types.js";
import type { AuditTexts } from "../../strings/en/audit.js";

const byApplication = /^application (.+)$/;

/** actorWords says who acted, as people know them. */
export function actorWords(
  { actor, application: id, applicationName }: AuditEntry,
  texts: AuditTexts,
): string {
  if (actor === "environment key") return texts.who.environment;
  if (actor === "latchkey") return texts.who.itself;
  if (actor === "anonymous") return texts.who.anonymous;
  const called = byApplication.exec(actor)?.[1];
  if (called === undefined) return actor;
  return texts.who.application(called === id && applicationName !== null ? applicationName : called);
}

/** sentenceOf says in words what an entry records: who did what for whom. */
export function sentenceOf(entry: AuditEntry, texts: AuditTexts): string {
  const { action, actor, user, application, outcome, detail } = entry;
  const who = actorWords(entry, texts);
  const sentence = texts.sentences[action];
  if (sentence === undefined)
    return user === null || user === actor ? texts.other(who, action) : texts.otherFor(who, action, user);
  return sentence({
    who,
    whom: user ?? texts.who.unknownUser,
    // Before a session there is, nobody else can be named as who acted.
    own: user !== null && (user === actor || actor === "anonymous"),
    here: application === null,
    outcome,
    detail: (name) => String(detail?.[name] ?? ""),
  });
}
