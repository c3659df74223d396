import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { wearTheme } from '../kit/theme.ts';
import { queries } from '../shop/client.ts';
import { openSession } from '../shop/session.ts';
import { chooseLocale, speak } from '../words/locale.ts';
import { messagesOf, Words } from '../words/words.tsx';
import { router } from './router.tsx';

// After a deployment a page that is still open asks for a part that is gone: the new page has it.
addEventListener('vite:preloadError', (event) => {
  if (sessionStorage.getItem('printverse-reloaded') === location.href) return;
  sessionStorage.setItem('printverse-reloaded', location.href);
  event.preventDefault();
  location.reload();
});

wearTheme();
const locale = chooseLocale();
speak(locale, false);
void openSession();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root');
createRoot(root).render(
  <StrictMode>
    <Words first={{ locale, t: await messagesOf(locale) }}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </Words>
  </StrictMode>,
);
