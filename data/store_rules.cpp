// SPDX-License-Identifier: Apache-2.0
#include "data/store_rules.hpp"

#include <limits>

#include "data/value.hpp"

namespace sanvat::data::schema {

std::string sql_limits(const std::string& column, const Range& range) {
    std::string sql;
    const auto number = [](double value) { return to_text(Value{value}); };
    if (range.least > std::numeric_limits<double>::lowest())
        sql += " AND " + column + (range.without_least ? " > " : " >= ") + number(range.least);
    if (range.most < std::numeric_limits<double>::max()) sql += " AND " + column + " <= " + number(range.most);
    return sql;
}

}  // namespace sanvat::data::schema
