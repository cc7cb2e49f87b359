<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Card;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Money;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\AttemptControl;
use Paygent\Payments\Settings\CardSettings;

/** EMV 3-D Secure: telegram 450 and its answer (card-3ds2 1, 2, 5). */
final class Authentication
{
    public const STEP = 'authenticate';

    public const KIND = '450';

    public const DOOR = '3ds2';

    /** The acquirer does not know 3-D Secure for this brand. */
    private const BRAND_WITHOUT = '31012';

    /** request_fields.C, No.8 and No.9. */
    public const URL_LENGTH = 256;

    private const NAME_LENGTH = 40;

    private function __construct() {}

    public static function begin(Purchase $purchase, CardChoice $choice): Move
    {
        $settings = $purchase->settings->card;
        if ($settings->threeDSecureHashKey === null || $settings->threeDSecureHashKey->isEmpty()) {
            return self::refuse('450: 3Dセキュア結果受付ハッシュ鍵 is not set, returns could not be verified', Retry::None);
        }
        $url = self::termUrl($purchase, $choice);
        if (\strlen($url) > self::URL_LENGTH) {
            return self::refuse('450: the return address is longer than 256 characters', Retry::None);
        }
        $telegram = self::telegram(
            $settings,
            $url,
            ['trading_id' => $purchase->tradingId, 'payment_amount' => $purchase->amount] + $choice->forAuthentication(),
            BuyerFields::of($purchase->buyer, $purchase->order->ownerRef),
        );

        return new Send(self::STEP, $telegram, Money::Stays);
    }

    /**
     * @param string $url where the browser comes back, at most 256 characters
     * @param array<string, string|int> $what trading_id, payment_amount and the card
     * @param array<string, string> $buyer of BuyerFields
     */
    public static function telegram(
        CardSettings $settings,
        #[\SensitiveParameter]
        string $url,
        #[\SensitiveParameter]
        array $what,
        #[\SensitiveParameter]
        array $buyer,
    ): Telegram {
        return new Telegram(self::KIND, [
            'term_url' => $url,
            'merchant_name' => substr($settings->merchantName, 0, self::NAME_LENGTH),
            'authentication_type' => '01',
        ] + $what + $buyer);
    }

    public static function answered(Purchase $purchase, CardChoice $choice, Answer $answer): Move
    {
        if (!$answer->isSuccess()) {
            return self::refused($purchase, $choice, $answer);
        }
        $id = $answer->get('3ds_auth_id');
        $html = $answer->get('out_acs_html');
        if ($id === '' || $html === '') {
            return new Verdict(
                AttemptState::Refused,
                new Refused('card.try_later', '450 0: 3ds_auth_id or out_acs_html is empty', Retry::Again),
            );
        }

        return new Verdict(
            AttemptState::Away,
            new ShowPage($html),
            limitAt: $purchase->now + AuthorizationAnswer::PAGE_LIFE,
            binding: $id,
        );
    }

    /**
     * Going on without authentication is the shop's risk: only where its Attempt control says to
     * authorize whatever comes (card-3ds2 5: 31012 and no other code).
     */
    public static function mayGoOnWithout(CardSettings $settings, Answer $answer): bool
    {
        return $answer->isRefused()
            && $answer->code === self::BRAND_WITHOUT
            && $settings->attemptControl === AttemptControl::All;
    }

    private static function refused(Purchase $purchase, CardChoice $choice, Answer $answer): Move
    {
        if (self::mayGoOnWithout($purchase->settings->card, $answer)) {
            return Authorization::without3DSecure($purchase, $choice);
        }

        return new Verdict(AttemptState::Refused, Refusals::of(self::KIND, $answer));
    }

    /** Keeping the card is given up where its token makes the address too long. */
    private static function termUrl(Purchase $purchase, CardChoice $choice): string
    {
        $url = $purchase->urls->to(self::DOOR, [CardChoice::CARRIED => $choice->pack()]);

        return \strlen($url) <= self::URL_LENGTH
            ? $url
            : $purchase->urls->to(self::DOOR, [CardChoice::CARRIED => $choice->withoutKeeping()->pack()]);
    }

    private static function refuse(string $shopReason, Retry $retry): Verdict
    {
        return new Verdict(AttemptState::Refused, new Refused('card.contact_shop', $shopReason, $retry));
    }
}
