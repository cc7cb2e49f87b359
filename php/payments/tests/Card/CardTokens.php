<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Card;

use Paygent\Payments\Tests\Support\Http;
use Paygent\Payments\Tests\Support\LocalPaygent;

/** Security-code tokens, as the page's script gets them (card-token 1.1). */
final class CardTokens
{
    public static function securityCode(LocalPaygent $paygent, string $code = '123'): string
    {
        $answer = Http::request('POST', $paygent->pageUrl . '/n/token/request', http_build_query([
            'merchant_id' => $paygent->contract('merchant_id'),
            'token_generate_key' => $paygent->contract('token_generate_key'),
            'card_cvc' => $code,
            'cvc_only_flg' => '1',
        ]));
        if (preg_match('/"token":"(\w+)"/', $answer->body, $found) !== 1) {
            throw new \RuntimeException('no security-code token: ' . $answer->body);
        }

        return $found[1];
    }
}
