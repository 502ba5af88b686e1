/** Interface words of the editor. */

import { speaker } from "../language.ts";

export const words = {
  editing: { en: "Text of this part, in Markdown", ja: "本文（Markdown）" },
  tools: { en: "Writing tools", ja: "編集ツール" },
  bold: { en: "Bold", ja: "太字" },
  link: { en: "Link", ja: "リンク" },
  event: { en: "Event", ja: "事象" },
  stance: { en: "Fact, inference, opinion", ja: "事実・推測・意見" },
  block: { en: "Live block", ja: "自動ブロック" },

  saving: { en: "Saving…", ja: "保存しています…" },
  saved: { en: "Saved {time}", ja: "{time}に保存" },
  savedTogether: { en: "Saved {time}, together with what others wrote meanwhile", ja: "{time}に保存。その間のほかの人の変更と合わせました" },
  changed: { en: "Not saved yet", ja: "まだ保存していません" },
  offline: {
    en: "Not saved: no connection. Your words are kept on this computer, and we go on trying.",
    ja: "保存できていません（接続なし）。文章はこのパソコンに残してあり、つながり次第保存します。",
  },
  busy: {
    en: "Not saved: the server did not answer as it should ({status}). Your words are kept on this computer, and we go on trying.",
    ja: "保存できていません（サーバーの応答 {status}）。文章はこのパソコンに残してあり、自動でもう一度試します。",
  },
  signedOut: {
    en: "Not saved: you have been signed out. Sign in again in another tab, then press Save. Your words are kept here.",
    ja: "保存できていません（ログアウト中）。別のタブでログインし、「保存」を押してください。文章はここに残っています。",
  },
  refused: {
    en: "Not saved: the server does not take it ({status}). Copy your words, then reload the page. They are kept on this computer.",
    ja: "サーバーが受け付けませんでした（{status}）。文章をコピーしてから再読み込みしてください。このパソコンにも残してあります。",
  },
  save: { en: "Save", ja: "保存" },

  kept: { en: "Words from {time} never reached the server.", ja: "{time}に書いた文章が、サーバーに届いていません。" },
  keptShow: { en: "Show them", ja: "内容を見る" },
  keptBack: { en: "Put them back", ja: "書き戻す" },
  keptDrop: { en: "Let them go", ja: "破棄する" },

  questions: { en: "{n} questions", ja: "問い {n}件" },
  question: { en: "1 question", ja: "問い 1件" },
  noQuestions: { en: "No questions", ja: "問いはありません" },
  insertQuestion: { en: "Put the question into the text", ja: "問いをコメントとして書き込む" },
  leave: { en: "Leave it, because…", ja: "このままにする理由…" },
  leaveReason: { en: "What should the next reader know about this choice?", ja: "次に読む人に、この判断の何を伝えておきたいですか。" },
  leaveKeep: { en: "Keep", ja: "残す" },
  why: { en: "Why we ask", ja: "なぜ尋ねるのか" },
} as const;

export const say = speaker(words);
