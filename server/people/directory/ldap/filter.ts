import {
  AndFilter,
  EqualityFilter,
  ExtensibleFilter,
  type Filter,
  FilterParser,
  OrFilter,
  PresenceFilter,
} from "ldapts";

/** Whether the text is a filter (RFC 4515). */
export function isFilter(text: string): boolean {
  try {
    return text.startsWith("(") && FilterParser.parseString(text) instanceof Object;
  } catch {
    return false;
  }
}

/**
 * Entries that are users and have that name. The name goes into the request as a value of its own and never into the
 * text of a filter, so that nothing in it is syntax.
 */
export function named(userFilter: string, attribute: string, value: string): Filter {
  return new AndFilter({ filters: [FilterParser.parseString(userFilter), equals(attribute, value)] });
}

/** Entries that are users. */
export function users(userFilter: string): Filter {
  return FilterParser.parseString(userFilter);
}

/** Any entry. */
export function anything(): Filter {
  return new PresenceFilter({ attribute: "objectClass" });
}

/** Groups that list this member, by distinguished name (RFC 4519 §2.17, §2.40) or by user name (RFC 2307 §3). */
export function listing(dn: string, username: string): Filter {
  return new OrFilter({
    filters: [equals("member", dn), equals("uniqueMember", dn), equals("memberUid", username)],
  });
}

/** LDAP_MATCHING_RULE_IN_CHAIN (MS-ADTS §3.1.1.3.4.4.3): also members of groups in that group. */
const IN_CHAIN = "1.2.840.113556.1.4.1941";

/** Members of a group of Active Directory, also by way of other groups. */
export function membersInChain(userFilter: string, groupDn: string): Filter {
  return new AndFilter({ filters: [users(userFilter), inChain(groupDn)] });
}

/** Whoever is a member of a group of Active Directory, also by way of other groups. */
export function inChain(groupDn: string): Filter {
  return new ExtensibleFilter({ matchType: "memberOf", rule: IN_CHAIN, value: groupDn });
}

function equals(attribute: string, value: string): Filter {
  return new EqualityFilter({ attribute, value });
}
