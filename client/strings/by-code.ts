/** ByCode holds texts that are looked up by a code of the service, of which a page may not know every one. */
export type ByCode<K extends string> = Readonly<Record<K, string>> & Readonly<Record<string, string>>;

/** byCode keeps the codes in the type, so that no other language can leave one out. */
export function byCode<K extends string>(texts: Readonly<Record<K, string>>): ByCode<K> {
  return texts;
}

/** Options are the values of a choice, in order, each with what it is called. */
export type Options<V extends readonly string[]> = { readonly [I in keyof V]: readonly [V[I], string] };
