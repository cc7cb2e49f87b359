<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Carrier;

/** pc_mobile_type: which pages the carrier shows (carrier 5). Feature phones (1, 2, 3) are gone. */
enum Terminal: string
{
    case Computer = '0';
    case Smartphone = '4';

    /** Tablets get the pages for computers: their screens hold them. */
    public static function ofUserAgent(string $userAgent): self
    {
        return preg_match('~iPhone|iPod|Android.*Mobile|Windows Phone~i', $userAgent) === 1
            ? self::Smartphone
            : self::Computer;
    }
}
