// SPDX-License-Identifier: Apache-2.0
#include "cli/output.hpp"

#include <iostream>

namespace sanvat::cli {

void write_answer(const data::Table& answer, const std::string& out) {
    if (out.empty()) {
        std::cout << data::write_table_bytes(answer, "geojson") << std::flush;
        return;
    }
    data::write_table(answer, out);
    std::cerr << out << ": " << answer.rows.size() << " rows\n";
}

}  // namespace sanvat::cli
