import { useEnrolTexts } from "../strings/enrol.js";
import { Markdown } from "../ui/markdown.js";

/** TokenMessage is what the administrator wrote for people who wait for a token, or what to do where nothing was written. */
export function TokenMessage({ message }: { readonly message: string }) {
  const texts = useEnrolTexts().waiting;
  return message.trim() === "" ? <p>{texts.unwritten}</p> : <Markdown text={message} />;
}
