<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

/**
 * The customer's browser: opens the pages of 3-D Secure, banks, carriers, Paidy and the link type, follows
 * redirects and forms that submit themselves, and stops where the way leads back to the shop.
 */
final class Browser
{
    private const MOST_HOPS = 20;

    /** @var array<string, string> */
    private array $cookies = [];

    /** @param list<string> $hosts beginnings of the addresses that are served; anything else is the shop's */
    public function __construct(private readonly array $hosts) {}

    public function open(string $url): Page
    {
        return $this->follow('GET', $url, '');
    }

    /** What the shop answered itself: Step\ShowPage. Its first form is submitted. */
    public function show(string $html): Page
    {
        $page = new Page('', 200, $html, 'UTF-8');

        return $this->submit($page);
    }

    /**
     * Submits a form of a page.
     *
     * @param array<string, string> $values what the customer fills in or the button pressed, by name
     * @param string $action end of the form's address, where a page has several forms
     */
    public function submit(Page $page, array $values = [], string $action = ''): Page
    {
        $form = $page->form($action);
        $fields = $values + $form->fields;
        $query = self::encode($fields, $page->charset);
        $url = self::absolute($form->action, $page->url);
        if ($form->method === 'GET') {
            return $this->follow('GET', $url . (str_contains($url, '?') ? '&' : '?') . $query, '');
        }

        return $this->follow('POST', $url, $query);
    }

    private function follow(string $method, string $url, string $body): Page
    {
        for ($hop = 0; $hop < self::MOST_HOPS; ++$hop) {
            if (!$this->isServed($url)) {
                return Page::atTheShop($method, $url, $body);
            }
            $answer = $this->request($method, $url, $body);
            $location = $answer->header('location');
            if ($answer->status >= 300 && $answer->status < 400 && $location !== '') {
                [$method, $url, $body] = ['GET', self::absolute($location, $url), ''];

                continue;
            }
            $page = Page::read($url, $answer);
            if (!$page->submitsItself()) {
                return $page;
            }
            $form = $page->form();
            $method = $form->method;
            $body = self::encode($form->fields, $page->charset);
            $url = self::absolute($form->action, $url);
        }

        throw new \RuntimeException("the browser was sent about in circles, at last to $url");
    }

    private function request(string $method, string $url, string $body): Http
    {
        $headers = [];
        if ($this->cookies !== []) {
            $headers[] = 'Cookie: ' . http_build_query($this->cookies, '', '; ');
        }
        $answer = Http::request($method, $url, $method === 'POST' ? $body : null, $headers);
        if (preg_match('/^([^=;]+)=([^;]*)/', $answer->header('set-cookie'), $found) === 1) {
            $this->cookies[$found[1]] = $found[2];
        }

        return $answer;
    }

    private function isServed(string $url): bool
    {
        foreach ($this->hosts as $host) {
            if ($url === $host || str_starts_with($url, $host . '/')) {
                return true;
            }
        }

        return false;
    }

    /** @param array<string, string> $fields in UTF-8 */
    private static function encode(array $fields, string $charset): string
    {
        return http_build_query(array_map(
            static fn (string $value): string => mb_convert_encoding($value, $charset, 'UTF-8'),
            $fields,
        ));
    }

    private static function absolute(string $address, string $base): string
    {
        if (str_contains($address, '://')) {
            return $address;
        }
        if ($address === '') {
            return $base;
        }
        $origin = preg_match('#^\w+://[^/?]+#', $base, $found) === 1 ? $found[0] : '';
        if (str_starts_with($address, '/')) {
            return $origin . $address;
        }
        $path = (string) parse_url($base, PHP_URL_PATH);

        return $origin . substr($path, 0, (int) strrpos($path, '/') + 1) . $address;
    }
}
