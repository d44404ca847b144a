import { DomSanitizer } from '@angular/platform-browser';

export class CommentView {
  constructor(private sanitizer: DomSanitizer) {}

  show(text: string): void {
    // ruleid: javascript-angular-sanitizer-bypassed
    this.html = this.sanitizer.bypassSecurityTrustHtml(text);
    // ok: javascript-angular-sanitizer-bypassed
    this.icon = this.sanitizer.bypassSecurityTrustHtml('<svg></svg>');
    // ok: javascript-angular-sanitizer-bypassed
    this.clean = this.sanitizer.bypassSecurityTrustHtml(DOMPurify.sanitize(text));
    // ok: javascript-angular-sanitizer-bypassed
    this.text = text;
  }
}
