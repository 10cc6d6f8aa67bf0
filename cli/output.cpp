// SPDX-License-Identifier: Apache-2.0
#include "cli/output.hpp"

#include <fstream>
#include <iostream>

#include "analysis/answer_table.hpp"
#include "data/error.hpp"
#include "data/file_replacement.hpp"

namespace sanvat::cli {

void write_answer(const data::Table& answer, const std::string& out) {
    if (out.empty()) {
        std::cout << data::write_table_bytes(answer, "geojson") << std::flush;
        return;
    }
    data::write_table(answer, out);
    std::cerr << out << ": " << answer.rows.size() << " rows\n";
}

void write_text(const std::string& text, const std::string& out) {
    data::FileReplacement file(out);
    {
        std::ofstream stream(file.temporary(), std::ios::binary);
        stream << text;
        if (!stream.flush()) {
            throw data::Error(data::ErrorKind::failure, {.file = out, .layer = {}, .record = {}, .parameter = {}},
                              "cannot be written", "check the folder, its permissions and the space on the disk");
        }
    }
    file.commit();
    std::cerr << out << ": " << text.size() << " bytes\n";
}

data::Table table_for(const std::string& out, data::Table answer, data::Date as_of,
                      std::optional<data::Date> units_as_of) {
    const bool figures = out.ends_with(".csv") || out.ends_with(".xlsx");
    return analysis::with_dates(figures ? analysis::without_geometry(std::move(answer)) : std::move(answer), as_of,
                                units_as_of);
}

}  // namespace sanvat::cli
