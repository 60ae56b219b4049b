import { ApiError, problemFrom, proofHeaders, retryUnlocked } from "./api.js";

/** UploadWatcher is told how much has been sent, from 0 to 1; at 1 the service works on it. */
export type UploadWatcher = (sent: number) => void;

/**
 * upload posts a form with a file and returns the JSON answer. `fetch` says nothing of how much has been sent, hence
 * the older XMLHttpRequest.
 * @throws ApiError as `send` does
 */
export function upload<T>(path: string, form: FormData, watcher: UploadWatcher): Promise<T> {
  return retryUnlocked(() => post<T>(path, form, watcher));
}

function post<T>(path: string, form: FormData, watcher: UploadWatcher): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    for (const [name, value] of Object.entries(proofHeaders())) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) watcher(loaded / total);
    });
    request.upload.addEventListener("load", () => watcher(1));
    request.addEventListener("error", () => reject(new ApiError("network", 0)));
    request.addEventListener("load", () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer as T);
      else reject(problemFrom(request.status, answer, request.getResponseHeader("Retry-After")));
    });
    watcher(0);
    request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
