<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Card;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\AttemptControl;
use Paygent\Payments\Settings\CardSettings;
use Paygent\Payments\Support\Hashes;

/**
 * The return of 450, by the browser or by Paygent itself after 30 minutes (card-3ds2 3-5).
 *
 * Proven means: the hash is right and the id is the one that 450 answered for this attempt. What is not
 * proven leaves the attempt Away, as it is: a forged call must not end a customer's payment.
 */
final class AuthenticationReturn
{
    private const EXPIRED = '31013';

    private function __construct() {}

    public static function judge(Purchase $purchase, BrowserReturn $return): Move
    {
        $settings = $purchase->settings->card;
        $refusal = self::refusal($settings, $purchase->binding, $return->fields);
        if ($refusal !== null) {
            return $refusal;
        }
        $choice = CardChoice::carried($purchase, $return->carried[CardChoice::CARRIED] ?? '');

        return $choice instanceof Refused
            ? new Verdict(AttemptState::Refused, $choice)
            : Authorization::authenticated($purchase, $choice, $purchase->binding);
    }

    /**
     * @param string $binding 3ds_auth_id that 450 answered
     * @param array<string, string> $fields of the return
     *
     * @return Verdict|null null: authenticated, and the settings let it go on
     */
    public static function refusal(CardSettings $settings, string $binding, array $fields): ?Verdict
    {
        $key = $settings->threeDSecureHashKey;
        if ($key === null || !Hashes::verifyThreeDSecure2($fields, $key->reveal())) {
            return self::unproven('450 return: the hash is wrong; is 3Dセキュア結果受付ハッシュ鍵 right?');
        }
        if ($binding === '' || !hash_equals($binding, $fields['3ds_auth_id'] ?? '')) {
            return self::unproven('450 return: the 3ds_auth_id is not the one that was begun');
        }

        return match ($fields['result'] ?? '') {
            '0' => self::attempt($settings->attemptControl, $fields['attempt_kbn'] ?? ''),
            '1' => self::refused($fields),
            default => self::unproven('450 return: the result is neither 0 nor 1'),
        };
    }

    private static function attempt(AttemptControl $control, string $attempt): ?Verdict
    {
        return self::allows($control, $attempt) ? null : new Verdict(AttemptState::Refused, new Refused(
            'card.authentication_failed',
            '450 return: attempt_kbn ' . preg_replace('/[^0-9]/', '', $attempt)
                . ' is not allowed by Attemptオーソリ制御区分',
            Retry::OtherMethod,
        ));
    }

    /** Whether a chargeback is the card company's ('' and 0) or the shop's (1), and who may decide so. */
    private static function allows(AttemptControl $control, string $attempt): bool
    {
        return match ($attempt) {
            '' => true,
            '0' => $control !== AttemptControl::None,
            '1' => $control === AttemptControl::All,
            default => false,
        };
    }

    /**
     * Any code stops here: 31012 comes in 450's own answer, and the hash does not cover the code.
     *
     * @param array<string, string> $fields
     */
    private static function refused(array $fields): Verdict
    {
        $expired = ($fields['response_code'] ?? '') === self::EXPIRED;
        $reason = '450 return:'
            . self::logged($fields, 'response_code')
            . self::logged($fields, '3dsecure_requestor_error_code')
            . self::logged($fields, '3dsecure_server_error_code');

        return new Verdict(
            $expired ? AttemptState::Expired : AttemptState::Refused,
            new Refused(
                $expired ? 'card.authentication_expired' : 'card.authentication_failed',
                $reason,
                $expired ? Retry::Again : Retry::OtherMethod,
            ),
        );
    }

    /**
     * Codes from the browser are for the shop's eyes, never for a decision about money.
     *
     * @param array<string, string> $fields
     */
    private static function logged(array $fields, string $field): string
    {
        $value = $fields[$field] ?? '';

        return preg_match('/\A[0-9A-Z]{1,5}\z/', $value) === 1 ? " $field=$value" : '';
    }

    /** Nothing was sent that could have moved money: there is nothing to ask 094 about. */
    private static function unproven(string $shopReason): Verdict
    {
        return new Verdict(
            AttemptState::Away,
            new Refused('card.authentication_unproven', $shopReason, Retry::Again),
        );
    }
}
