import { useSearchParams } from 'react-router-dom';
import DOMPurify from 'dompurify';

export function Hit() {
  const [params] = useSearchParams();
  const text = params.get('text');
  // ruleid: javascript-react-dangerous-html
  return <div dangerouslySetInnerHTML={{ __html: text }} />;
}

export function Miss({ page }) {
  const [params] = useSearchParams();
  // ok: javascript-react-dangerous-html
  return <div dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(params.get('text')) }}>{params.get('text')}</div>;
}
