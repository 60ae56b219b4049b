/** Forms of a phrase by plural category (Unicode CLDR); `#` stands for the number. */
export type PluralForms = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** counted makes a phrase with a number, such as "1 token" or "1,200 tokens", by the rules of a language. */
export function counted(language: string, forms: PluralForms): (count: number) => string {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (count) => (forms[rules.select(count)] ?? forms.other).replace("#", numbers.format(count));
}
