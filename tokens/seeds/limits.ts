/** The largest file that is looked at, in bytes: a PSKC file of 100,000 tokens has about 50 MB. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** The largest number of rows (tokens and refused rows) of one file. */
export const MAX_ROWS = 100_000;

/** The deepest nesting of XML elements. */
export const MAX_XML_DEPTH = 32;

/** The most elements below one child of an XML root: a key package has about 25. */
export const MAX_XML_ELEMENTS = 512;

/** The most children of an XML root: the rows, and a few elements about the file. */
export const MAX_XML_CHILDREN = MAX_ROWS + 100;

/** The most attributes of one XML element. */
export const MAX_XML_ATTRIBUTES = 64;

/** The longest XML text node, CSV record or text line, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 64 * 1024;

/** The most columns of a CSV record: the widest format has 18. */
export const MAX_CSV_COLUMNS = 128;

/** The most PBKDF2 iterations that a file may ask of us (RFC 8018 section 4.2 sets no maximum). */
export const MAX_PBKDF2_ITERATIONS = 1_000_000;

/** The shortest and the longest secret, in bytes; below 16 (RFC 4226 section 4, R6) there is a warning. */
export const MIN_SECRET_BYTES = 10;
export const RECOMMENDED_SECRET_BYTES = 16;
export const MAX_SECRET_BYTES = 128;

/** The shortest and the longest period of a TOTP token, in seconds. */
export const MIN_PERIOD_SECONDS = 10;
export const MAX_PERIOD_SECONDS = 300;

/** The highest counter: 2^63-1, what a signed 64-bit field can carry. */
export const MAX_COUNTER = 2n ** 63n - 1n;

/** The longest name, label or model, in UTF-16 units. */
export const MAX_DETAIL_LENGTH = 256;

/** The largest picture that is searched for QR codes, in pixels. */
export const MAX_PICTURE_PIXELS = 16_000_000;
