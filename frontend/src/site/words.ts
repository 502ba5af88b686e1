/** Interface words of the site: short, warm, exact. */

import { speaker } from "../language.ts";

export const words = {
  sure: { en: "Are you sure?", ja: "よろしいですか。" },
  yes: { en: "Yes", ja: "はい" },
  cancel: { en: "Cancel", ja: "やめる" },
  close: { en: "Close", ja: "閉じる" },
  undo: { en: "Undo", ja: "元に戻す" },
  reason: { en: "In a few words, why?", ja: "理由を短くお書きください。" },

  keys: { en: "Keys", ja: "キー操作" },
  keysHere: { en: "On this page", ja: "このページ" },
  keysEditor: { en: "While writing", ja: "書いているとき" },
  keysShow: { en: "Show these keys", ja: "この一覧を開く" },
  keysMove: { en: "Next entry, the one before", ja: "次の項目、前の項目" },
  keysUse: { en: "Use single keys on this computer", ja: "このパソコンで一文字のキー操作を使う" },
  keysSave: { en: "Save now", ja: "すぐに保存" },
  keysEvent: { en: "Put in an event", ja: "事象を入れる" },
  keysBlock: { en: "Put in a live block", ja: "自動ブロックを入れる" },
  keysNote: { en: "Next question, then its note", ja: "次の問いへ、その欄へ" },
  keysLeave: { en: "Leave the editor", ja: "入力欄を離れる" },

  uploadWaiting: { en: "waiting", ja: "順番を待っています" },
  uploadGoing: { en: "{percent} %", ja: "{percent}%" },
  uploadReading: { en: "received, being kept", ja: "受け取りました。保存しています" },
  uploadKept: { en: "kept", ja: "保存しました" },
  uploadStopped: { en: "stopped; nothing of it was kept", ja: "中止しました。何も保存していません" },
  uploadLost: {
    en: "The connection broke; nothing of it was kept. Try again.",
    ja: "接続が切れました。まだ保存していません。もう一度お試しください。",
  },
  uploadLarge: {
    en: "Too large for this server. An administrator can raise the limit, or export a shorter time.",
    ja: "このサーバーの上限を超えています。上限は管理者が変えられます。期間を短くして書き出す方法もあります。",
  },
  uploadRefused: { en: "The server did not take it ({status}).", ja: "サーバーが受け取れませんでした（{status}）。" },
  uploadStop: { en: "Stop", ja: "中止" },
  uploadAgain: { en: "Try again", ja: "もう一度" },

  lost: { en: "No connection; this has not arrived. Try again in a moment.", ja: "接続できず、届いていません。少し待ってもう一度お試しください。" },
  slow: { en: "The server took too long. Look whether it was done before trying again.", ja: "応答に時間がかかっています。もう一度試す前に、反映されたかご確認ください。" },
  signedOut: { en: "You have been signed out. Sign in again in another tab, then repeat this.", ja: "ログアウトしています。別のタブでログインしてから、もう一度操作してください。" },
  notYours: { en: "This is not open to you, or is no longer there. Nothing was changed.", ja: "表示できないか、すでにありません。何も変わっていません。" },
  meanwhile: { en: "Someone changed this in the meantime. Reload the page to see it as it is now.", ja: "ほかの人が先に変更しました。再読み込みして、今の内容をご確認ください。" },
  broken: { en: "Something went wrong on our side ({status}). Look whether it was done before trying again.", ja: "サーバーで問題が起きました（{status}）。もう一度試す前に、反映されたかご確認ください。" },

  copied: { en: "Copied", ja: "コピーしました" },
  quoteOffer: { en: "Comment on these words", ja: "この部分にコメント" },
} as const;

export const say = speaker(words);
