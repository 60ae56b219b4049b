import type { SeedErrorTexts, SeedHintTexts } from "../en/seed-errors.js";

/** Why a row or a whole seed file was refused: a sentence for each code, and never anything of the file itself. */
export const seedErrors: SeedErrorTexts = {
  bad_counter: "Der Zähler ist keine ganze Zahl, die ein Token haben kann.",
  bad_digits: "Ein Code muss 6, 7 oder 8 Dezimalziffern haben.",
  bad_payload: "Der Inhalt ist beschädigt oder widerspricht sich.",
  bad_period: "Der Zeitschritt ist keine Zahl von Sekunden, die hier erlaubt ist.",
  bad_private_id: "Die private ID ist nicht 6 Byte lang und hexadezimal.",
  bad_public_id: "Die öffentliche ID ist kein Modhex mit höchstens 16 Byte.",
  bad_secret_encoding: "Das Geheimnis ist nicht so geschrieben, wie dieses Format es vorsieht.",
  bad_secret_length: "Das Geheimnis hat nicht die Länge, die diese Art braucht.",
  bad_serial: "Die Seriennummer hat mehr als 64 Zeichen oder solche, die keine Seriennummer hat.",
  bad_uri: "Das ist keine Adresse der erwarteten Art.",
  bad_user: "Der Benutzer- oder Kontoname ist zu lang oder hat unlesbare Zeichen.",
  batch_incomplete: "Der Export wurde auf mehrere QR-Codes verteilt, und es sind nicht alle hier.",
  column_count: "Die Zeile hat nicht die Spalten dieses Formats.",
  csv_syntax: "Ein Anführungszeichen steht falsch oder wird nie geschlossen, oder die Zeile ist zu lang.",
  doctype_forbidden: "Die Datei hat einen DOCTYPE, und solche Dateien werden abgelehnt.",
  duplicate_parameter: "Ein Parameter kommt zweimal vor.",
  duplicate_serial: "Die Seriennummer ist schon bekannt. Am bekannten Token wurde nichts geändert.",
  empty_file: "In der Datei ist kein Token.",
  file_rejected: "Die Datei wurde als Ganzes abgelehnt oder ist zu groß.",
  issuer_mismatch: "Aussteller und Bezeichnung nennen verschiedene Aussteller.",
  iterations_too_high: "Der Passwortschutz verlangt mehr Rechenarbeit, als erlaubt ist.",
  key_required: "Die Datei ist verschlüsselt, und ihr Schlüssel oder Passwort fehlt.",
  mac_invalid: "Ein Wert wurde geändert oder beschädigt, oder der Schlüssel ist falsch.",
  mac_missing: "Ein Wert ist verschlüsselt, aber nicht gegen Änderungen geschützt.",
  missing_counter: "Der Zähler fehlt, und ein HOTP-Token braucht einen.",
  missing_header: "Die Kopfzeile fehlt, oder eine Spalte, die darin stehen muss.",
  missing_secret: "Das Geheimnis fehlt.",
  missing_serial: "Die Seriennummer fehlt.",
  not_well_formed: "Die Datei ist kein wohlgeformtes XML.",
  secret_too_long: "Das Geheimnis ist zu lang.",
  secret_too_short: "Das Geheimnis ist kürzer als 10 Byte.",
  truncated: "Die Datei endet zu früh.",
  unknown_format:
    "Dieses Format liest Latchkey nicht. Das gilt auch für verschlüsselte Herstellerformate wie Vasco DPX.",
  unsupported_algorithm: "Das Hash-Verfahren oder die Schlüsselableitung wird nicht unterstützt.",
  unsupported_cipher: "Die Verschlüsselung ist nicht AES-CBC mit einem Schlüssel, den beide Seiten kennen.",
  unsupported_policy:
    "Der Schlüssel hat eine Regel, die nicht eingehalten werden könnte, und darf deshalb nicht benutzt werden.",
  unsupported_type: "Diese Art von Token wird nicht unterstützt oder muss ausgewählt werden.",
  unsupported_version: "Die Version des Formats wird nicht unterstützt.",
  wrong_key: "Der Schlüssel oder das Passwort gehört nicht zu dieser Datei.",
};

/** What to try about a refused file, where there is something. */
export const seedHints: SeedHintTexts = {
  batch_incomplete: "Schreiben Sie die Adressen aller Codes des Exports in eine Datei, eine je Zeile.",
  mac_invalid: "Prüfen Sie den Schlüssel, und bitten Sie den Hersteller noch einmal um die Datei.",
  missing_header: "Die erste Zeile sollte lauten: serial number,secret key,time interval",
  truncated: "Lassen Sie sich die Datei vom Hersteller noch einmal geben.",
  unknown_format: "Wenn Sie das Format kennen, wählen Sie es oben aus.",
  wrong_key: "Prüfen Sie den Schlüssel oder das Passwort mit dem Hersteller.",
};
