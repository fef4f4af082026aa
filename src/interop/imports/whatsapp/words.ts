/**
 * Words that WhatsApp itself writes into an export, by language. Compared after `plain`: lower case, no direction marks, no last dot.
 * Where they come from, and their marks of trust, is in `../samples/SOURCES.md`.
 */

/** Words for the halves of the day (CLDR 48), without dots and spaces. */
export const forenoon = new Set(
  "am ص 上午 凌晨 早上 清晨 半夜 午夜 午前 오전 to то тң öö قظ dop ap sa πμ pg de fm priešpiet дп pd priekšp vm претпл ጥዋት үө နံနက် ກ່ອນທ່ຽງ පෙව पूर्वाह्न".split(
    " ",
  ),
);
export const afternoon = new Set(
  "pm م m 下午 中午 晚上 午後 오후 tk тк ös بظ odp ip ch μμ ptg du em popiet пп md pēcp pop nm попл ከሰዓት үх ညနေ ຫຼັງທ່ຽງ පව अपराह्न".split(" "),
);
/** Words after a 24-hour time. */
export const clockWords = new Set(["ч", "h", "uhr"]);

/** Left-out media as an iPhone names it; on Android any single `<…>` counts. */
export const omitted = table(`
  image omitted | photo omitted | video omitted | video note omitted | audio omitted | document omitted | sticker omitted | gif omitted
  bild weggelassen | video weggelassen | audio weggelassen | dokument weggelassen | sticker weggelassen | gif weggelassen
  imagen omitida | video omitido | audio omitido | documento omitido | sticker omitido | gif omitido
  изображение отсутствует | видео отсутствует | аудиофайл отсутствует | документ отсутствует | gif отсутствует | стикер не добавлен
  照片已忽略 | 视频已忽略 | 音频已忽略 | 文档已省略 | 贴图已省略 | gif 动态图已被忽略
  圖片已略去 | 圖像已省略 | 影片已略去 | 影片已省略 | 音訊已略去 | 文件已略去 | 貼圖已略去
  لم يتم إدراج الصورة | لم يتم إدراج الفيديوهات | لم يتم إدراج المقاطع الصوتية | لم يتم إدراج المستند | تم حذف الملصقات | لم يتم إدراج صورة gif
`);

export const omittedContacts = table(`
  contact card omitted | kontaktkarte ausgelassen | tarjeta de contacto omitida | карточка контакта отсутствует
  联系人卡片已忽略 | 聯絡人卡片已略去 | لم يتم إدراج بطاقة جهة اتصال
`);

/** Android: `NAME (file attached)`. */
export const attachedAfter = table(`
  file attached | datei angehängt | archivo adjunto | archivo adjuntado | файл добавлен | 文件附件 | 附件檔案 | الملف مرفق | fayl biriktirildi
`);

/** iPhone: `<attached: NAME>`, in old exports `NAME <attached>`. */
export const attachedBefore = table("attached | anhang | adjunto | прикреплено | 附件 | المُرفق");

export const deleted = table(`
  this message was deleted | you deleted this message | diese nachricht wurde gelöscht | du hast diese nachricht gelöscht
  se eliminó este mensaje | eliminaste este mensaje | данное сообщение удалено | вы удалили данное сообщение | вы удалили это сообщение
  这条消息已被删除。 | 这条消息已删除。 | 您已删除这条消息。 | 这条消息已被删除 | 这条消息已删除 | 您已删除这条消息
  تم حذف هذه الرسالة | لقد حذَفت هذه الرسالة | أنت حذفت هذه الرسالة
  ushbu xabar o‘chirildi | siz ushbu xabarni o‘chirdingiz
`);

/** Stands after the words of a message that was changed; only its last wording is exported. */
export const edited = table(`
  this message was edited | diese nachricht wurde bearbeitet | se editó este mensaje | сообщение изменено
  ce message a été modifié | mensagem editada | questo messaggio è stato modificato
`);

export const calls = table(`
  missed voice call | missed video call | missed group voice call | missed group video call | пропущенный аудиозвонок | пропущенный видеозвонок
  verpasster sprachanruf | verpasster videoanruf | llamada perdida | videollamada perdida | 未接语音通话 | 未接视频通话 | مكالمة صوتية فائتة
`);

export const livePlaces = table("live location shared");

/** A message that had not reached the exporting phone: it has no words. */
export const waiting = "Waiting for this message. This may take a while.";

/** Notices that can be told by their wording alone, even under a person's name. */
export const surelyNotices =
  /end-to-end encrypt|Ende-zu-Ende-verschlüsselt|cifrados? de extremo a extremo|сквозным шифрованием|端到端加密|مشفرة تمامًا| created (?:this )?group|joined using this group's|changed (?:the (?:subject|group name|group description)|this group's (?:icon|settings)|their phone number|to \+)|^Your security code with|'s security code changed|^You(?:'re now an admin| turned o(?:n|ff) disappearing| updated the message timer)|^You changed|hat die Gruppe|den Gruppennamen|(?:creó|creaste) el grupo|salió del grupo|cambió el asunto| созда[лн][^ ]* группу|название группы|创建了此?群组|退出了群组/;

/** Wordings of notices that could also be part of what somebody says; used only to refuse an author. */
export const likelyNotices =
  / (?:added|removed) | added$| left$|(?:was|were) added|^(?:Du hast|Sie haben) |.hat .+(?:hinzugefügt|entfernt)| (?:añadió|agregó) | te añadió|eliminó a | (?:добавил|удалил|вышел|вышла|изменил)(?:\(-?а\)|а)?(?: |$)|添加了|移除了|更改了/;

function table(text: string): ReadonlySet<string> {
  return new Set(
    text
      .split(/\||\n/)
      .map((word) => word.trim())
      .filter(Boolean),
  );
}

/** A form in which two wordings of the same thing are equal. */
export const plain = (text: string): string =>
  text
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/g, "")
    .replace(/[\u00a0\u202f\u2009]/g, " ")
    .replace(/['’ʻʼ`]/g, "‘")
    .trim()
    .replace(/\.$/, "")
    .toLowerCase();
