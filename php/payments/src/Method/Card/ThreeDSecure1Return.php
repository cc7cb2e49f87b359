<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Card;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Inquire;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Support\Hashes;

/**
 * The return of a 020 that answered 7: the payment is already judged, the browser only tells how
 * (card-storage-3ds-bank-supplement 3, response_fields.A block "redirect").
 *
 * A right hash over this attempt's payment is as good as an answer; anything else is asked about.
 */
final class ThreeDSecure1Return
{
    private function __construct() {}

    public static function judge(Purchase $purchase, BrowserReturn $return): Move
    {
        $key = $purchase->settings->card->threeDSecureHashKey;
        $proven = $key !== null
            && Hashes::verifyThreeDSecure1($return->fields, $key->reveal())
            && $purchase->paymentId !== ''
            && hash_equals($purchase->paymentId, $return->get('payment_id'));

        return match (true) {
            $proven && $return->get('result') === '0' => new Verdict(
                AttemptState::Placed,
                new Done(),
                AuthorizationAnswer::evidenceOf($purchase, $purchase->paymentId, $return->get('attempt_kbn')),
            ),
            $proven && $return->get('result') === '1' => new Verdict(
                AttemptState::Refused,
                // The code is not covered by the hash: it chooses a text, nothing else.
                Refusals::named('3ds1 return:', $return->get('response_code'), self::vendorCode($return)),
            ),
            default => new Inquire(
                notFound: new Verdict(AttemptState::Away, new BeingConfirmed()),
                paymentId: $purchase->paymentId,
            ),
        };
    }

    /** The detail without its text, which comes from the browser in Windows-31J. */
    private static function vendorCode(BrowserReturn $return): string
    {
        $code = Refusals::detailCode($return->get('response_detail'));

        return $code === '' ? '' : '"' . $code . '"';
    }
}
