import { useEffect } from "preact/hooks";
import { useCommonTexts } from "../strings/common.js";

/** useTitle names the document after the page that is shown. */
export function useTitle(title: string): void {
  const { product } = useCommonTexts();
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
}
