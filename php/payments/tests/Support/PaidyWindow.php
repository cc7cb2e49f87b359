<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

use Paygent\Payments\Method\Step\OpenPaidy;

/** Paidy Checkout as its script opens it on the shop's page (paidy 2), walked by the customer. */
final class PaidyWindow
{
    /** A customer of Paidy's test environment whose payment succeeds. */
    public const APPROVED = 'successful.payment@paidy.com';

    public const REJECTED = 'rejected.payment@paidy.com';

    /**
     * @return array<string, mixed> what the script's `closed` callback gets: id, status …
     */
    public static function walk(LocalPaygent $paygent, OpenPaidy $step, string $email = self::APPROVED): array
    {
        $browser = $paygent->browser();
        $first = Page::read($paygent->pageUrl, Http::request('POST', $paygent->pageUrl . '/paidy/checkout', http_build_query([
            'api_key' => $step->publicKey,
            'payload' => json_encode($step->payload, JSON_THROW_ON_ERROR),
        ])));
        $code = $browser->submit($first, ['email' => $email, 'phone' => '080-0000-0001'], '/paidy/buyer');
        if (!str_contains($code->html, 'data-result')) {
            $code = $browser->submit($code, ['code' => '8888'], '/paidy/code');
        }
        if (preg_match('/data-result="([^"]*)"/', $code->html, $found) !== 1) {
            throw new \RuntimeException('Paidy\'s window told nothing: ' . $code->text());
        }
        $told = json_decode(html_entity_decode($found[1], ENT_QUOTES | ENT_HTML5), true, 16, JSON_THROW_ON_ERROR);
        if (!\is_array($told)) {
            throw new \RuntimeException('Paidy\'s window told no object');
        }
        /** @var array<string, mixed> $told */

        return $told;
    }
}
