import { useSearchParams } from 'react-router-dom';

export function Hit(): JSX.Element {
  const [params] = useSearchParams();
  const text: string = params.get('text') ?? '';
  // ruleid: javascript-react-dangerous-html
  return <div dangerouslySetInnerHTML={{ __html: text }} />;
}

export function Miss(props: { page: string }): JSX.Element {
  const [params] = useSearchParams();
  // ok: javascript-react-dangerous-html
  return <div title={props.page}>{params.get('text')}</div>;
}
