<?php

declare(strict_types=1);

namespace Paygent\Payments\Support;

/** A page around a form that Paygent made, which posts itself (carrier 3.1, 3.3). */
final class FormPage
{
    private const PAGE = <<<'HTML'
        <!DOCTYPE html>
        <html lang="ja"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width">
        <meta name="robots" content="noindex"><title>お支払い手続き</title></head>
        <body><p>お支払い手続きの画面へ移動します。移動しない場合はボタンを押してください。</p>
        %s
        <script>HTMLFormElement.prototype.submit.call(document.forms[0]);</script></body></html>

        HTML;

    /** @param string $html a whole page, which stays as it is, or a form; UTF-8 */
    public static function of(#[\SensitiveParameter] string $html): string
    {
        if (stripos($html, '<html') !== false) {
            return $html;
        }
        // Carriers read Shift_JIS; a form without the attribute would follow our page and post UTF-8.
        $form = (string) preg_replace('~<form\b(?![^>]*accept-charset)~i', '<form accept-charset="Shift_JIS"', $html, 1);
        if (stripos($form, 'type="submit"') === false && stripos($form, '<button') === false) {
            $form = (string) preg_replace('~</form\s*>~i', '<input type="submit" value="次へ"></form>', $form, 1);
        }

        return sprintf(self::PAGE, $form);
    }
}
