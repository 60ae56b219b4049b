/** The name space of RFC 6030 section 4.1. */
export const PSKC = "urn:ietf:params:xml:ns:keyprov:pskc";

/** XML Encryption (RFC 6030 section 6). */
export const XENC = "http://www.w3.org/2001/04/xmlenc#";
