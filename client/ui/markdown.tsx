import { Fragment } from "preact";
import { type Block, type Inline, markdownParts } from "./markdown-parts.js";

/** Markdown shows a text in the strict part of Markdown that `markdown-parts.ts` knows; never HTML of it. */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <div class="stack prose">
      {markdownParts(text).map((block, index) => (
        <BlockPart key={index} block={block} />
      ))}
    </div>
  );
}

function BlockPart({ block }: { readonly block: Block }) {
  if ("items" in block) return <ListPart block={block} />;
  if (block.kind === "paragraph") {
    return (
      <p>
        <Inlines parts={block.parts} />
      </p>
    );
  }
  return (
    <p class="prose-heading">
      <Inlines parts={block.parts} />
    </p>
  );
}

function ListPart({ block }: { readonly block: Extract<Block, { readonly items: unknown }> }) {
  const List = block.kind === "bullets" ? "ul" : "ol";
  return (
    <List>
      {block.items.map((parts, index) => (
        <li key={index}>
          <Inlines parts={parts} />
        </li>
      ))}
    </List>
  );
}

function Inlines({ parts }: { readonly parts: readonly Inline[] }) {
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>
          <InlinePart part={part} />
        </Fragment>
      ))}
    </>
  );
}

function InlinePart({ part }: { readonly part: Inline }) {
  switch (part.kind) {
    case "text":
      return <>{part.text}</>;
    case "code":
      return <code>{part.text}</code>;
    case "break":
      return <br />;
    case "strong":
      return (
        <strong>
          <Inlines parts={part.parts} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Inlines parts={part.parts} />
        </em>
      );
    case "link":
      return (
        <a href={part.href} rel="noopener noreferrer">
          <Inlines parts={part.parts} />
        </a>
      );
  }
}
