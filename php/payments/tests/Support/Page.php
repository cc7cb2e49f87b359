<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

/** What the browser has arrived at: a page of somebody else's, or an address of the shop's, not opened. */
final class Page
{
    private const CHARSETS = ['windows-31j' => 'SJIS-win', 'shift_jis' => 'SJIS-win', 'euc-jp' => 'eucJP-win'];

    private bool $isShop = false;

    private string $method = 'GET';

    /** @var array<string, string> */
    private array $fields = [];

    /**
     * @param string $html in UTF-8
     * @param string $charset the one its forms are submitted in, as mbstring calls it
     */
    public function __construct(
        public readonly string $url,
        public readonly int $status,
        public readonly string $html,
        public readonly string $charset,
    ) {}

    public static function read(string $url, Http $answer): self
    {
        $name = preg_match('/charset=([\w-]+)/i', $answer->header('content-type'), $found) === 1 ? $found[1] : '';
        $charset = self::CHARSETS[strtolower($name)] ?? 'UTF-8';

        return new self($url, $answer->status, mb_convert_encoding($answer->body, 'UTF-8', $charset), $charset);
    }

    /** The way leads to the shop: $url with these fields. */
    public static function atTheShop(string $method, string $url, string $body): self
    {
        $page = new self($url, 0, '', 'UTF-8');
        $page->isShop = true;
        $page->method = $method;
        $page->fields = self::parse((string) parse_url($url, PHP_URL_QUERY));
        foreach (self::parse($body) as $name => $value) {
            $page->fields[$name] = $value;
        }

        return $page;
    }

    /** Whether the browser is back at the shop. */
    public function isShop(): bool
    {
        return $this->isShop;
    }

    /** GET or POST, with which the shop is called. */
    public function method(): string
    {
        return $this->method;
    }

    /** @return array<string, string> fields of address and body that the shop is called with */
    public function fields(): array
    {
        return $this->fields;
    }

    /** The page's words without markup, for messages and assertions. */
    public function text(): string
    {
        $body = (string) preg_replace('#<(script|style)\b.*?</\1>#s', '', $this->html);

        return trim((string) preg_replace('/\s+/u', ' ', html_entity_decode(strip_tags($body), ENT_QUOTES | ENT_HTML5)));
    }

    /** Whether its script submits a form at once. */
    public function submitsItself(): bool
    {
        return preg_match('/\.submit\(\)\s*;?\s*(<\/script>|\})/', $this->html) === 1;
    }

    /** The address of the link with this text. */
    public function link(string $text): string
    {
        foreach ($this->document()->getElementsByTagName('a') as $link) {
            if (str_contains($link->textContent, $text)) {
                return $link->getAttribute('href');
            }
        }

        throw new \OutOfBoundsException("no link \"$text\" in: " . $this->text());
    }

    /** @param string $action end of its address without the query; '' is the first form */
    public function form(string $action = ''): Form
    {
        foreach ($this->document()->getElementsByTagName('form') as $element) {
            $form = Form::of($element);
            if ($action === '' || str_ends_with(explode('?', $form->action)[0], $action)) {
                return $form;
            }
        }

        throw new \OutOfBoundsException("no form $action at $this->url ($this->status): " . $this->text());
    }

    private function document(): \DOMDocument
    {
        $document = new \DOMDocument();
        $quiet = libxml_use_internal_errors(true);
        $document->loadHTML(mb_encode_numericentity($this->html, [0x80, 0x10FFFF, 0, 0x1FFFFF], 'UTF-8'));
        libxml_clear_errors();
        libxml_use_internal_errors($quiet);

        return $document;
    }

    /** @return array<string, string> */
    private static function parse(string $query): array
    {
        $fields = [];
        foreach (explode('&', $query) as $pair) {
            [$name, $value] = explode('=', $pair, 2) + ['', ''];
            if ($name !== '') {
                $fields[urldecode($name)] = urldecode($value);
            }
        }

        return $fields;
    }
}
