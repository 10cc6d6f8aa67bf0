// SPDX-License-Identifier: Apache-2.0
#include "analysis/orientation.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace sanvat::analysis {

namespace {

/// A value and the rounding error it left: their sum is exact.
struct Exact {
    double high;
    double low;
};

Exact two_sum(double a, double b) noexcept {
    const double sum = a + b;
    const double b_part = sum - a;
    return {sum, (a - (sum - b_part)) + (b - b_part)};
}

Exact two_product(double a, double b) noexcept {
    const double product = a * b;
    return {product, std::fma(a, b, -product)};
}

Exact enlarged(Exact value) noexcept {
    constexpr double factor = 0x1p900;
    return {value.high * factor, value.low * factor};
}

/// A sum of doubles kept without rounding: components grow in size and do not overlap.
class Expansion {
public:
    void add(double value) noexcept {
        for (std::size_t i = 0; i < size_; ++i) {
            const Exact sum = two_sum(value, parts_[i]);
            parts_[i] = sum.low;
            value = sum.high;
        }
        parts_[size_++] = value;
    }
    void add_product(Exact a, Exact b, double sign) noexcept {
        for (const double x : {a.low, a.high}) {
            for (const double y : {b.low, b.high}) {
                const Exact product = two_product(sign * x, y);
                add(product.low);
                add(product.high);
            }
        }
    }
    /// The largest component that is not zero carries the sign.
    [[nodiscard]] int sign() const noexcept {
        for (std::size_t i = size_; i-- > 0;) {
            if (parts_[i] != 0) return parts_[i] > 0 ? 1 : -1;
        }
        return 0;
    }

private:
    std::array<double, 16> parts_{};
    std::size_t size_ = 0;
};

}  // namespace

int exact_orientation(data::LonLat a, data::LonLat b, data::LonLat c) noexcept {
    // Longitudes enlarged by a power of two, which is exact, so that the product of small differences does not
    // underflow.
    Expansion exact;
    exact.add_product(enlarged(two_sum(a.lon, -c.lon)), two_sum(b.lat, -c.lat), 1);
    exact.add_product(two_sum(a.lat, -c.lat), enlarged(two_sum(b.lon, -c.lon)), -1);
    return exact.sign();
}

}  // namespace sanvat::analysis
