<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

use Paygent\Payments\Journal\Role;

/** What the operation rules must know of a payment. */
final class PaymentState
{
    /**
     * @param string $carrier career_type; '' for none or not known
     * @param int $amount yen
     * @param string $paymentClass of au, by 094: '' or "00" phone bill, "02" credit card, "03" WebMoney;
     *     null: not asked yet
     * @param int|null $appliedAt when the application was made; epoch ms, like the next two
     * @param int|null $authorizedAt when it reached 20
     * @param int|null $soldAt when it reached 40
     * @param int $amended how often its amount was changed in place
     * @param Operation|null $begun the operation that the journal knows as interrupted (statuses 30, 34, 42)
     * @param int|null $begunAmount new total of that operation, yen
     */
    public function __construct(
        public readonly string $paymentType,
        public readonly string $carrier,
        public readonly string $status,
        public readonly int $amount,
        public readonly Role $role = Role::Current,
        public readonly OpenIntent $openIntent = OpenIntent::None,
        public readonly ?string $paymentClass = null,
        public readonly ?int $appliedAt = null,
        public readonly ?int $authorizedAt = null,
        public readonly ?int $soldAt = null,
        public readonly int $amended = 0,
        public readonly ?Operation $begun = null,
        public readonly ?int $begunAmount = null,
    ) {}
}
