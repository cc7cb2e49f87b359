<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Carrier;

use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Module\ModuleFields;
use Paygent\Payments\Method\Money;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Settings\SalesMode;
use Paygent\Payments\Support\NameFields;

/** The two telegrams that begin a carrier payment, per carrier (request_fields.C, kinds 104 and 100). */
final class CarrierTelegrams
{
    /** @var array<string, int> bytes of outline (carrier 10) */
    private const OUTLINE_BYTES = ['docomo' => 40, 'au' => 48, 'softbank' => 40];

    /** 104: the customer says who he is. Nothing is bought yet. */
    public static function authenticate(Purchase $purchase, MethodId $carrier, Terminal $terminal): Send
    {
        return new Send('authenticate', ModuleFields::telegram('104', $purchase, [
            'career_type' => $carrier->carrier(),
            // Sealed into the address, for the input is not kept until the customer comes back.
            'redirect_url' => $purchase->urls->to('authenticated', ['pc_mobile_type' => $terminal->value]),
            'cancel_url' => $purchase->urls->to('auth_ng'),
            'pc_mobile_type' => $terminal->value,
        ]), Money::Stays);
    }

    /** 100: the application; $openId '' for SoftBank, which knows none. */
    public static function apply(
        Purchase $purchase,
        MethodId $carrier,
        Terminal $terminal,
        SalesMode $sales,
        #[\SensitiveParameter]
        string $openId = '',
    ): Send {
        return new Send('apply', ModuleFields::telegram('100', $purchase, [
            'career_type' => $carrier->carrier(),
            'amount' => $purchase->amount,
            'return_url' => $purchase->urls->to('return'),
            'cancel_url' => $purchase->urls->to('cancel'),
            'other_url' => $carrier === MethodId::Docomo ? $purchase->urls->to('other') : '',
            'pc_mobile_type' => $terminal->value,
            'open_id' => $openId,
            // Under an umbrella contract d払い and SoftBank show Paygent's own words instead.
            'outline' => NameFields::fullWidth($purchase->settings->common->shopName, self::OUTLINE_BYTES[$carrier->value] ?? 0),
            // Only au sells with the application; the others have no such field.
            'sales_flg' => $carrier === MethodId::Au && $sales === SalesMode::SellAtOnce ? '1' : '',
        ]));
    }
}
