<?php

declare(strict_types=1);

namespace Paygent\Payments\Method;

/** The payment methods a customer can choose, by both system types. */
enum MethodId: string
{
    case Card = 'card';
    case Conveni = 'conveni';
    case Atm = 'atm';
    case BankNet = 'bank_net';
    case VirtualAccount = 'virtual_account';
    case Docomo = 'docomo';
    case Au = 'au';
    case Softbank = 'softbank';
    case Paidy = 'paidy';
    case LinkCard = 'link_card';
    case LinkConveni = 'link_conveni';
    case LinkAtm = 'link_atm';
    case LinkBankNet = 'link_bank_net';
    case LinkCarrier = 'link_carrier';

    /** Paygent's payment_type (difference-notification 4). */
    public function paymentType(): string
    {
        return match ($this) {
            self::Card, self::LinkCard => '02',
            self::Conveni, self::LinkConveni => '03',
            self::Atm, self::LinkAtm => '01',
            self::BankNet, self::LinkBankNet => '05',
            self::VirtualAccount => '07',
            self::Docomo, self::Au, self::Softbank, self::LinkCarrier => '06',
            self::Paidy => '22',
        };
    }

    /** Paygent's career_type; '' for no carrier, or one not known yet (carrier 1). */
    public function carrier(): string
    {
        return match ($this) {
            self::Au => '4',
            self::Docomo => '5',
            self::Softbank => '6',
            default => '',
        };
    }

    public function isLink(): bool
    {
        return match ($this) {
            self::LinkCard, self::LinkConveni, self::LinkAtm, self::LinkBankNet, self::LinkCarrier => true,
            default => false,
        };
    }
}
