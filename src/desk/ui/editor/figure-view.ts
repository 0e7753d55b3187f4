import type { NodeViewRendererProps } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import type { NodeView } from '@tiptap/pm/view';

export interface FigureWords {
  noAlt: string;
  caption: string;
}

/** A picture with its caption; where its words for those who cannot see it are missing, it says so. */
export class FigureView implements NodeView {
  dom: HTMLElement;
  contentDOM: HTMLElement;
  private node: Node;
  private readonly image = document.createElement('img');
  private readonly warning = document.createElement('span');

  constructor({ node }: Pick<NodeViewRendererProps, 'node'>, mediaUrl: (sha256: string) => string, words: FigureWords) {
    this.node = node;
    this.dom = document.createElement('figure');
    const frame = document.createElement('div');
    frame.contentEditable = 'false';
    frame.className = 'editor-frame';
    this.warning.className = 'editor-no-alt';
    this.warning.textContent = words.noAlt;
    this.image.src = mediaUrl(node.attrs.sha256 as string);
    frame.append(this.image, this.warning);
    this.contentDOM = document.createElement('figcaption');
    this.contentDOM.dataset.placeholder = words.caption;
    this.dom.append(frame, this.contentDOM);
    this.show(node);
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type || node.attrs.sha256 !== this.node.attrs.sha256) return false;
    this.show(node);
    return true;
  }

  private show(node: Node): void {
    this.node = node;
    const alt = node.attrs.alt as string;
    this.image.alt = alt;
    this.warning.hidden = alt.trim() !== '';
    this.contentDOM.classList.toggle('is-empty', node.content.size === 0);
    for (const name of ['lang', 'dir']) {
      if (node.attrs[name]) this.dom.setAttribute(name, node.attrs[name] as string);
      else this.dom.removeAttribute(name);
    }
  }

  ignoreMutation(mutation: MutationRecord | { type: 'selection'; target: unknown }): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target as globalThis.Node);
  }
}
